import * as echarts from 'echarts';
import type { Order } from './arguments.ts';
import type { Outcome } from './chaos.ts';

const COLOURS: Record<Outcome['faults'][number]['kind'], string> = {
  kill: '#c0392b',
  wipe: '#27ae60',
  stop: '#2980b9',
  freeze: '#8e44ad',
  cut: '#d68910',
  slow: '#7f8c8d',
};

/** What was acknowledged and who was online second by second, the faults, and how long each took until people could speak again. */
export function drawTimeline({ seed }: Order, { seconds, faults, figures }: Outcome): string {
  const width = Math.min(4_000, Math.max(1_100, seconds.length * 2));
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: 760 });
  const last = seconds.at(-1)?.at ?? 1;
  const x = { type: 'value' as const, min: 0, max: last, axisLabel: { formatter: '{value} s' } };
  chart.setOption({
    animation: false,
    title: {
      text: `npm run chaos, seed ${seed}: ${figures.messages} messages, ${figures.deliveries} deliveries, ${figures.faults} faults`,
      left: 'center',
    },
    legend: { top: 32 },
    grid: [
      { left: 80, right: 80, top: 70, height: 250 },
      { left: 80, right: 80, top: 380, height: 320 },
    ],
    xAxis: [
      { ...x, gridIndex: 0 },
      { ...x, gridIndex: 1, name: 'time of the fault', nameLocation: 'middle', nameGap: 30 },
    ],
    yAxis: [
      { type: 'value', name: 'acknowledged / s', gridIndex: 0 },
      { type: 'value', name: 'clients online', gridIndex: 0, max: figures.clients },
      { type: 'value', name: 'seconds until answered', gridIndex: 1 },
    ],
    series: [
      {
        name: 'acknowledged messages',
        type: 'line',
        showSymbol: false,
        data: seconds.map(({ at, acknowledged }) => [at, acknowledged]),
        markLine: {
          symbol: 'none',
          label: { show: false },
          data: faults.map(({ at, kind }) => ({
            xAxis: at / 1_000,
            lineStyle: { color: COLOURS[kind], type: 'dashed' as const, opacity: 0.5 },
          })),
        },
      },
      {
        name: 'clients online',
        type: 'line',
        yAxisIndex: 1,
        showSymbol: false,
        lineStyle: { opacity: 0.6 },
        data: seconds.map(({ at, online }) => [at, online]),
      },
      ...Object.entries(COLOURS).map(([kind, color]) => ({
        name: kind,
        type: 'bar' as const,
        xAxisIndex: 1,
        yAxisIndex: 2,
        barWidth: 6,
        barGap: '-100%',
        color,
        label: {
          show: true,
          position: 'insideBottom' as const,
          distance: 4,
          rotate: 90,
          align: 'left' as const,
          verticalAlign: 'middle' as const,
          color: '#222',
          fontSize: 9,
          formatter: ({ name }: { name: string }) => name,
        },
        data: faults
          .filter((fault) => fault.kind === kind)
          .map(({ at, what, recoveredMs }) => ({
            name: what,
            value: [at / 1_000, (recoveredMs ?? 120_000) / 1_000],
          })),
      })),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
