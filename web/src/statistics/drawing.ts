import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from './sheets.rules.ts';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** How a chart looks: the page’s own tokens, as they stand now. */
export interface Look {
  readonly ink: string;
  readonly line: string;
  readonly colours: readonly string[];
  readonly fontSize: number;
  readonly font: string;
}

const optionOf = ({ kind, stacked, names, series }: Chart, look: Look, label: string) => {
  const text = { color: look.ink, fontSize: look.fontSize, fontFamily: look.font };
  const many = series.length > 1;
  // Names are long, bars many: they lie, the first above.
  const lying = kind === 'bar';
  const nameAxis = {
    ...{ type: 'category' as const, data: [...names], inverse: lying },
    ...{ axisLabel: { ...text, interval: lying ? 0 : 'auto', width: 160, overflow: 'truncate' as const } },
    axisLine: { lineStyle: { color: look.line } },
  };
  const valueAxis = {
    ...{ type: 'value' as const, minInterval: 1, axisLabel: text },
    splitLine: { lineStyle: { color: look.line } },
  };
  return {
    ...{ animation: false, color: [...look.colours], textStyle: text },
    aria: { enabled: true, label: { description: label }, decal: { show: many } },
    ...(many && { legend: { top: 0, textStyle: text } }),
    grid: { left: 8, right: 56, top: many ? 40 : 8, bottom: 8, containLabel: true },
    ...(lying ? { xAxis: valueAxis, yAxis: nameAxis } : { xAxis: nameAxis, yAxis: valueAxis }),
    series: series.map(({ name, values }) => ({
      ...{ name, type: kind, data: [...values], barMaxWidth: 28 },
      ...(stacked && { stack: 'all' }),
      ...(lying && !stacked && { label: { show: true, position: 'right' as const, ...text } }),
      ...(kind === 'line' && { symbol: 'circle', symbolSize: 6 }),
    })),
  };
};

/** Height that the names need, in CSS pixels. */
export const heightOf = ({ kind, names, series }: Chart, { fontSize }: Pick<Look, 'fontSize'>): number =>
  kind === 'line' ? 320 : (series.length > 1 ? 72 : 40) + names.length * Math.max(28, fontSize * 2);

/** Draws into an element and follows its width; the result stops it. */
export function draw(
  into: HTMLElement,
  chart: Chart,
  { look, label }: { look: Look; label: string },
): () => void {
  const drawn = echarts.init(into, null, { renderer: 'svg', height: heightOf(chart, look) });
  drawn.setOption(optionOf(chart, look, label));
  const follower = new ResizeObserver(() => drawn.resize());
  follower.observe(into);
  return () => {
    follower.disconnect();
    drawn.dispose();
  };
}

/** The picture by itself, for a document. */
export function svgOf(chart: Chart, { look, label }: { look: Look; label: string }): string {
  const size = { width: 960, height: heightOf(chart, look) };
  const drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  drawn.setOption(optionOf(chart, look, label));
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return svg;
}
