/** `npx tsx bench/plot-polling.ts`: draws docs/polling.svg, requests against delay, from the poll simulation. */
import { writeFile } from 'node:fs/promises';
import { mean, runLoop, runOurs, usual, type Measured } from './poll-simulation.ts';

interface Point {
  label: string;
  requests: number;
  /** Seconds. */
  delay: number;
}

const pointOf = (label: string, { requestsPerJob, endNoticed }: Measured): Point => ({
  label,
  requests: requestsPerJob,
  delay: mean(endNoticed),
});

/** Its place is nearly that of the one before, so its name stands lower. */
const unlearned = 'no earlier jobs known';

const seed = 12;
const loop: Point[] = [];
for (const seconds of [0.5, 1, 2, 3, 5, 10, 20])
  loop.push(pointOf(`${seconds} s`, await runLoop(usual, seed, seconds * 1_000)));

const ours: Point[] = [
  pointOf('schedule', await runOurs(usual, seed)),
  pointOf(unlearned, await runOurs({ ...usual, hasHistory: false }, seed)),
  pointOf('progress stalls', await runOurs({ ...usual, progress: 'stalling' }, seed)),
  pointOf('no progress', await runOurs({ ...usual, progress: 'absent' }, seed)),
  pointOf('list fresh', await runOurs({ ...usual, list: 'fresh' }, seed, 'fresh')),
];

const [width, height] = [720, 400];
const frame = { left: 70, right: 20, top: 20, bottom: 55 };
const x = scale([1, 250], [frame.left, width - frame.right]);
const y = scale([0.2, 12], [height - frame.bottom, frame.top]);

/** A logarithmic axis. */
function scale([from, to]: [number, number], [start, end]: [number, number]): (value: number) => number {
  return (value) =>
    Math.round(start + ((Math.log(value) - Math.log(from)) / Math.log(to / from)) * (end - start));
}

const text = (at: [number, number], words: string, more = ''): string =>
  `<text x="${at[0]}" y="${at[1]}" ${more}>${words}</text>`;

const lines = [
  ...[1, 2, 5, 10, 20, 50, 100, 200].flatMap((value) => [
    `<path class="grid" d="M${x(value)} ${frame.top}V${height - frame.bottom}"/>`,
    text([x(value), height - frame.bottom + 18], String(value), 'text-anchor="middle"'),
  ]),
  ...[0.2, 0.5, 1, 2, 5, 10].flatMap((value) => [
    `<path class="grid" d="M${frame.left} ${y(value)}H${width - frame.right}"/>`,
    text([frame.left - 8, y(value) + 4], `${value} s`, 'text-anchor="end"'),
  ]),
  text([width / 2, height - 12], 'requests for a job', 'text-anchor="middle"'),
  text(
    [16, height / 2],
    'end noticed after, mean',
    `text-anchor="middle" transform="rotate(-90 16 ${height / 2})"`,
  ),
  `<path class="loop" d="M${loop.map(({ requests, delay }) => `${x(requests)} ${y(delay)}`).join('L')}"/>`,
  ...loop.flatMap(({ label, requests, delay }) => [
    `<circle class="loop-dot" cx="${x(requests)}" cy="${y(delay)}" r="4"/>`,
    text([x(requests) + 9, y(delay) - 7], `loop, ${label}`),
  ]),
  ...ours.flatMap(({ label, requests, delay }) => [
    `<circle class="ours" cx="${x(requests)}" cy="${y(delay)}" r="5"/>`,
    text(
      [x(requests) - 10, y(delay) + (label === unlearned ? 18 : 4)],
      label,
      'class="strong" text-anchor="end"',
    ),
  ]),
];

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Requests for a job against the delay with which its end is noticed</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #444 }
.strong { font-weight: 600; fill: #0b5cad }
.grid { stroke: #ddd }
.loop { fill: none; stroke: #999; stroke-width: 2 }
.loop-dot { fill: #999 }
.ours { fill: #0b5cad }
</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${lines.join('\n')}
</svg>
`;
await writeFile(new URL('../docs/polling.svg', import.meta.url), svg);
