import { describe, expect, it } from 'vitest';
import { parsePreviewAddress, previewAddress, type PreviewRef } from './previews.ts';

describe('the address of a preview', () => {
  it.each<PreviewRef>([
    { id: 'abc123', slot: 'texture', index: 0 },
    { id: 'sim_xyz', slot: 'sim-gif', index: 0 },
    { id: 'A/../b?c#d %', slot: 'input-image', index: 9_999 },
  ])('leads back to the place it was made of: %j', (ref) => {
    expect(parsePreviewAddress(previewAddress(ref))).toEqual(ref);
    expect(new URL(previewAddress(ref)).href).toBe(previewAddress(ref));
  });

  it('can be made for any ID', () => {
    expect(previewAddress({ id: '\ud810a', slot: 'texture', index: 0 })).toBe(
      'preview://job/%EF%BF%BDa/texture/0',
    );
  });

  it.each([
    ['another scheme', 'https://job/abc/texture/0'],
    ['another host', 'preview://jobs/abc/texture/0'],
    ['no job', 'preview://job//texture/0'],
    ['a slot that is none', 'preview://job/abc/model/0'],
    ['no index', 'preview://job/abc/texture/'],
    ['an index below the first', 'preview://job/abc/texture/-1'],
    ['an index beyond any list', 'preview://job/abc/texture/10001'],
    ['more behind it', 'preview://job/abc/texture/0/x'],
    ['a query', 'preview://job/abc/texture/0?url=https://example.com'],
    ['an escape that is none', 'preview://job/%zz/texture/0'],
  ])('is refused with %s', (_what, address) => {
    expect(parsePreviewAddress(address)).toBeNull();
  });
});
