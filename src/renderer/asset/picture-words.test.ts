import { expect, it } from 'vitest';
import { notDrawnInWords, noteTitle, pictureInWords, totalsInWords } from './picture-words.ts';

const pose = { target: [0, 0, 0] as const, azimuth: 0, elevation: 0, distance: 1 };

it('says the totals of an asset in one line', () => {
  const totals = {
    triangles: 200_000,
    distinctTriangles: 200_000,
    vertices: 1,
    materials: 3,
    textures: 1,
    bytes: 1_200_000,
    bounds: null,
  };
  expect(totalsInWords({ ...totals, size: [0.28651, 0.5, 2] })).toEqual([
    '200,000 triangles',
    '1 vertex',
    '3 materials',
    '1 texture',
    '1.2 MB on disk',
    '0.2865 × 0.5 × 2 m',
  ]);
  const repeated = { ...totals, triangles: 3_542, distinctTriangles: 2_390 };
  expect(totalsInWords({ ...repeated, size: [1, 1, 1] })[0]).toBe('3,542 triangles (2,390 without repeats)');
});

it('says what is in the picture, and of other layers only those that are shown', () => {
  const picture = {
    change: 0,
    objects: 1,
    colliders: 13,
    centersOfMass: 0,
    inertias: 0,
    joints: 0,
    triangles: 9,
    pose,
    ruler: [],
  };
  expect(pictureInWords(picture)).toBe('Showing 1 visual shape, 13 colliders.');
  expect(pictureInWords({ ...picture, centersOfMass: 1, inertias: 2, joints: 1 })).toBe(
    'Showing 1 visual shape, 13 colliders, 1 center of mass, 2 inertia boxes, 1 joint.',
  );
});

it('names what the file keeps out of the picture, and nothing where that is nothing', () => {
  expect(notDrawnInWords({ guides: 1, proxies: 2, hidden: 1 })).toEqual([
    'Not drawn, as the file says: 1 guide, 2 proxies, 1 hidden shape.',
  ]);
  expect(notDrawnInWords({ guides: 0, proxies: 0, hidden: 0 })).toEqual([]);
});

it('counts missing files', () => {
  expect(noteTitle('missing-file', 2)).toBe('2 files are missing:');
});
