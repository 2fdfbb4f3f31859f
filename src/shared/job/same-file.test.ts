import { expect, it } from 'vitest';
import { fileIdentity } from './same-file.ts';

const host = 'https://files.example';
const identity = (address: string, size?: number) => fileIdentity({ url: `${host}${address}`, size });

it.each([
  [
    'S3',
    '/a?X-Amz-Date=20260101T000000Z&X-Amz-Signature=1',
    '/a?X-Amz-Date=20260102T000000Z&X-Amz-Signature=2',
  ],
  ['CloudFront', '/a?Expires=1&Signature=x&Key-Pair-Id=K', '/a?Expires=2&Signature=y&Key-Pair-Id=K'],
  ['Google', '/a?X-Goog-Expires=1&X-Goog-Signature=x', '/a?X-Goog-Expires=1&X-Goog-Signature=y'],
  ['Azure', '/a?sv=1&st=1&se=2&sr=b&sp=r&sig=x', '/a?sv=1&st=2&se=3&sr=b&sp=r&sig=y'],
  ['a host with tokens', '/a?id=3&token=x', '/a?id=3&token=y'],
  ['a host that signs in its own way', '/a.png?ticket=1', '/a.png?ticket=2'],
  ['nginx', '/a.png?md5=x&expires=1', '/a.png?md5=y&expires=2'],
  ['nginx by short names', '/a?id=3&st=x&e=1', '/a?id=3&st=y&e=2'],
  ['imgix', '/a.png?s=x', '/a.png?s=y'],
  ['Google CDN', '/a?Expires=1&KeyName=k&Signature=x', '/a?Expires=2&KeyName=k&Signature=y'],
  ['a host with a hash and a time', '/a?id=3&hash=x&ts=1', '/a?id=3&hash=y&ts=2'],
  ['a host with names that nobody knows', '/a.png?grant=x&until=1', '/a.png?grant=y&until=2'],
  ['a cache buster', '/a?id=3&_=1', '/a?id=3&_=2'],
  ['a fragment', '/a?id=3', '/a?id=3#here'],
])('a file is the same where %s signs its address anew', (_what, before, after) => {
  expect(identity(after)).toBe(identity(before));
});

it.each([
  ['path', '/a.png', '/b.png'],
  ['version', '/a.png?v=1', '/a.png?v=2'],
  ['version of S3', '/sim.log?versionId=aaa&X-Amz-Date=1', '/sim.log?versionId=bbb&X-Amz-Date=1'],
  ['time of change', '/a.png?updatedAt=2026-05-06T12:00:00Z', '/a.png?updatedAt=2026-05-06T12:05:00Z'],
  ['name in a query that nobody knows', '/file?chair=front', '/file?chair=back'],
  ['name in a query', '/get.png?file=input-front', '/get.png?file=output-front'],
  ['number in a query', '/file?id=3&sig=x', '/file?id=4&sig=x'],
  ['host', '/a.png', '.org/a.png'],
])('a file with another %s is another', (_what, one, other) => {
  expect(identity(other)).not.toBe(identity(one));
});

it('a file of another size is another', () => {
  expect(identity('/a.png', 7)).not.toBe(identity('/a.png', 8));
  expect(identity('/a.png', 7)).toBe(identity('/a.png?sig=x', 7));
});

it('a file that was not made is none', () => {
  expect(fileIdentity(null)).toBe(fileIdentity({ url: null, size: null }));
});
