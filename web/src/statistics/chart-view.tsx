import { useEffect, useRef } from 'react';
import type { Look } from './drawing.ts';
import type { Chart } from './sheets.rules.ts';

const COLOURS = ['--brand', '--ok', '--warn', '--plum', '--ink3'] as const;

/** The look of the page at this moment. */
export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink2'),
    line: token('--line'),
    colours: COLOURS.map(token),
    fontSize: Number.parseFloat(style.fontSize),
    font: style.fontFamily,
  };
}

/** A chart; the library that draws it comes with the first one. */
export const ChartView = ({ chart, label }: { chart: Chart; label: string }) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const into = place.current;
    if (!into) return;
    let wanted = true;
    let stop: () => void = () => undefined;
    void import('./drawing.ts').then(({ draw }) => {
      if (wanted) stop = draw(into, chart, { look: lookOf(into), label });
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [chart, label]);
  return <div ref={place} className="statistics-chart" role="img" aria-label={label} />;
};
