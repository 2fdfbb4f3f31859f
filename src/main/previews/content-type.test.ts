import { describe, expect, it } from 'vitest';
import { contentTypeOf } from './content-type.ts';
import type { FileKind } from './preview-slots.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const png = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';

describe('the content type of a file', () => {
  it.each<[string, FileKind, string | null]>([
    [png, 'image', 'image/png'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'image', 'image/jpeg'],
    ['GIF89a', 'image', 'image/gif'],
    ['GIF87a', 'image', 'image/gif'],
    ['RIFF\x24\0\0\0WEBPVP8 ', 'image', 'image/webp'],
    ['\0\0\0\x18ftypmp42', 'video', 'video/mp4'],
    ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'video', 'video/webm'],
    ['[0.000] scene "drop"\n', 'text', 'text/plain; charset=utf-8'],
    ['', 'text', 'text/plain; charset=utf-8'],
    ['gemessen: 3 \xc2\xb5m', 'text', 'text/plain; charset=utf-8'],
    ['<warning> is how this line of a log begins', 'text', 'text/plain; charset=utf-8'],
    ['#usda 1.0', 'any', 'application/octet-stream'],
    ['<?xml version="1.0"?><mujoco/>', 'any', 'application/octet-stream'],
    ['', 'any', 'application/octet-stream'],
  ])('is told by its first bytes: %j', (head, kind, type) => {
    expect(contentTypeOf(bytes(head), kind)).toBe(type);
  });

  it.each<[string, FileKind]>([
    ['<!doctype html><title>Please sign in</title>', 'image'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image'],
    ['', 'image'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'image'],
    [`x${png}`, 'image'],
    [png, 'video'],
    ['\0\0\0\x18ftypmp42', 'image'],
    ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska', 'video'],
    ['  <!DOCTYPE html>', 'text'],
    ['\xef\xbb\xbf<html>', 'text'],
    ['<?xml version="1.0"?><svg/>', 'text'],
    ['<svg onload="alert(1)">', 'text'],
    [png, 'text'],
    ['<html><body>Please sign in', 'any'],
  ])('is none for what is not shown: %j as %s', (head, kind) => {
    expect(contentTypeOf(bytes(head), kind)).toBeNull();
  });
});
