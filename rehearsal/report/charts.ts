import * as echarts from 'echarts';

/** Rows of numbers under the same names, one bar or line beside or upon the other. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Chart {
  readonly title: string;
  readonly names: readonly string[];
  readonly series: readonly Series[];
  readonly kind: 'bar' | 'line';
}

const WIDTH = 1_080;
const HEIGHT = 340;

/** A chart as SVG that stands in a page; made without a browser. */
export function drawChart({ title, names, series, kind }: Chart): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    title: { text: title, textStyle: { fontSize: 14 } },
    legend: { top: 24, data: series.map(({ name }) => name) },
    grid: { left: 64, right: 24, top: 64, bottom: 36 },
    xAxis: { type: 'category', data: [...names] },
    yAxis: { type: 'value' },
    series: series.map(({ name, values }) => ({
      ...{ name, type: kind, stack: kind === 'bar' ? 'all' : undefined, data: [...values] },
      ...(kind === 'line' && { showSymbol: false, areaStyle: { opacity: 0.15 } }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
