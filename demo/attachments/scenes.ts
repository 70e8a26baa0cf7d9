import type { Random } from '../random.ts';

/** What a photo of the demo shows. */
export const SCENES = ['road', 'river', 'school'] as const;
export type Scene = (typeof SCENES)[number];

const WIDTH = 960;
const HEIGHT = 720;
const HORIZON = 330;
const SKIES = [
  ['#8fb8de', '#dce9f3'],
  ['#9aa5b1', '#d5d9dd'],
  ['#e0b98c', '#f3e3cf'],
] as const;

/** A photo as a camera would send it: JPEG, 960 × 720, drawn. The same chance draws the same picture. */
export async function photoOf(scene: Scene, random: Random): Promise<Buffer> {
  const { default: sharp } = await import('sharp'); // only where photos are made
  const [above, below] = random.pick(SKIES);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${above}"/><stop offset="1" stop-color="${below}"/></linearGradient></defs>
<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
${hills(random)}<rect y="${HORIZON}" width="${WIDTH}" height="${HEIGHT - HORIZON}" fill="#7d9a5b"/>
${SHAPES[scene](random)}</svg>`;
  return sharp(Buffer.from(svg)).blur(0.8).jpeg({ quality: 78 }).toBuffer();
}

const SHAPES: Readonly<Record<Scene, (random: Random) => string>> = { road, river, school };

const between = (random: Random, least: number, most: number) =>
  Math.round(least + random.real() * (most - least));

function hills(random: Random): string {
  const points = Array.from({ length: 9 }, (_, i) => `${i * 120},${between(random, 200, 310)}`);
  return `<polygon points="0,${HORIZON} ${points.join(' ')} ${WIDTH},${HORIZON}" fill="#6d8796"/>\n`;
}

function tree(x: number, y: number, size: number): string {
  return `<rect x="${x - size / 12}" y="${y - size / 2}" width="${size / 6}" height="${size / 2}" fill="#5d4a37"/><circle cx="${x}" cy="${y - size * 0.75}" r="${size / 2.6}" fill="#46683a"/>`;
}

/** A village road with holes in it. */
function road(random: Random): string {
  const holes = Array.from({ length: 14 }, () => {
    const y = between(random, 420, 700);
    const far = (y - HORIZON) / (HEIGHT - HORIZON);
    const x = 480 + (random.real() - 0.5) * 520 * far;
    return `<ellipse cx="${x.toFixed(0)}" cy="${y}" rx="${(60 * far).toFixed(0)}" ry="${(16 * far).toFixed(0)}" fill="#4e4a45"/>`;
  });
  const trees = [90, 210, 760, 880].map((x) => tree(x, between(random, 400, 470), between(random, 110, 170)));
  return `<polygon points="450,${HORIZON} 510,${HORIZON} 860,${HEIGHT} 100,${HEIGHT}" fill="#8d8a85"/>${holes.join('')}${trees.join('')}`;
}

/** A river whose bank is washed out. */
function river(random: Random): string {
  const bend = between(random, -120, 120);
  const bank = `M380,${HORIZON} C${420 + bend},450 ${240 + bend},560 80,${HEIGHT} L900,${HEIGHT} C${700 + bend},560 ${600 + bend},450 520,${HORIZON} Z`;
  const waves = Array.from({ length: 12 }, () => {
    const [x, y] = [between(random, 320, 560), between(random, 400, 690)];
    return `<path d="M${x},${y} q20,-8 40,0 t40,0" stroke="#a9c6d6" stroke-width="3" fill="none"/>`;
  });
  const stones = Array.from({ length: 16 }, () => {
    const [x, y] = [between(random, 130, 260), between(random, 560, 700)];
    return `<circle cx="${x}" cy="${y}" r="${between(random, 6, 18)}" fill="#8b7f70"/>`;
  });
  return `<path d="${bank}" fill="#c2a878" transform="translate(-18 0)"/><path d="${bank}" fill="#5d86a0"/>${waves.join('')}${stones.join('')}`;
}

/** A school of two floors with a yard. */
function school(random: Random): string {
  const wall = random.pick(['#d9c3a0', '#c98f74', '#d8d4c8']);
  const windows = [240, 350].flatMap((y) =>
    Array.from({ length: 7 }, (_, i) => {
      const lit = random.real() < 0.4 ? '#f2e2a8' : '#56707f';
      return `<rect x="${190 + i * 90}" y="${y}" width="52" height="64" fill="${lit}" stroke="#f5f1e8" stroke-width="5"/>`;
    }),
  );
  const yard = `<polygon points="120,470 840,470 ${WIDTH},${HEIGHT} 0,${HEIGHT}" fill="#b9ab96"/>`;
  const flag = '<rect x="92" y="190" width="6" height="300" fill="#777"/>';
  const trees = [60, 900].map((x) => tree(x, between(random, 480, 540), between(random, 140, 190)));
  return `${yard}<rect x="150" y="210" width="660" height="262" fill="${wall}"/><polygon points="130,212 480,150 830,212" fill="#7b3f35"/>${windows.join('')}<rect x="446" y="420" width="68" height="52" fill="#6b4c36"/>${flag}${trees.join('')}`;
}
