import * as echarts from 'echarts';
import type { Bars } from './goals.ts';

const WIDTH = 420;
const HEIGHT = 240;
const COLUMNS = 3;

/** One picture of all bars of a run, as SVG text. */
export function drawCharts(title: string, charts: readonly Bars[]): string {
  const rows = Math.ceil(charts.length / COLUMNS);
  const chart = echarts.init(null, null, {
    ...{ renderer: 'svg', ssr: true },
    ...{ width: WIDTH * COLUMNS, height: HEIGHT * rows + 40 },
  });
  const place = charts.map((_, i) => ({
    left: (i % COLUMNS) * WIDTH,
    top: Math.floor(i / COLUMNS) * HEIGHT + 40,
  }));
  chart.setOption({
    animation: false,
    title: [
      { text: title, left: 'center' },
      ...charts.map((bars, i) => ({
        ...place[i],
        ...{ text: `${bars.title} (${bars.unit})`, padding: [5, 20], textStyle: { fontSize: 13 } },
      })),
    ],
    grid: place.map(({ left, top }) => ({
      ...{ left: left + 60, top: top + 45 },
      ...{ width: WIDTH - 90, height: HEIGHT - 85 },
    })),
    xAxis: charts.map((bars, i) => ({ type: 'category', gridIndex: i, data: Object.keys(bars.values) })),
    yAxis: charts.map((_, i) => ({ type: 'value', gridIndex: i })),
    series: charts.map((bars, i) => ({
      ...{
        type: bars.isLine ? 'line' : 'bar',
        xAxisIndex: i,
        yAxisIndex: i,
        ...(bars.isLine ? { symbolSize: 3 } : { barMaxWidth: 50, label: { show: true, position: 'top' } }),
      },
      data: Object.values(bars.values).map((value) => (Number.isFinite(value) ? value : null)),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
