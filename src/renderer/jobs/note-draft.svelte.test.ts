import { describe, expect, it } from 'vitest';
import { maxNoteLength } from '../../shared/annotations.ts';
import { reactions } from '../testing/fake-bridge.ts';
import { NoteDraft } from './note-draft.svelte.ts';

function setUp(note: string | null = null) {
  const asked: string[] = [];
  const open: ((isTaken: boolean) => void)[] = [];
  const draft = new NoteDraft('abc123', note, (_id, text) => {
    asked.push(text);
    return new Promise((resolve) => open.push(resolve));
  });
  const answer = async (isTaken = true) => {
    open.shift()?.(isTaken);
    await reactions();
  };
  return { draft, asked, answer };
}

describe('a note that is written', () => {
  it('goes to main with each key, however late that answers', async () => {
    const { draft, asked, answer } = setUp();
    for (const text of ['a', 'ab', 'abc']) draft.type(text);
    expect(asked).toEqual(['a', 'ab', 'abc']);
    await answer();
    await answer();
    expect(draft.isTaken).toBe(false);
    await answer();
    expect(draft.isTaken).toBe(true);
    await draft.save();
    expect(asked).toEqual(['a', 'ab', 'abc']);
  });

  it('that is too long is kept whole here, said to be too long, and sent once it is short enough', () => {
    const { draft, asked } = setUp('before');
    draft.type('x'.repeat(maxNoteLength + 1));
    expect([draft.isTooLong, draft.isTaken, draft.text.length]).toEqual([true, false, maxNoteLength + 1]);
    expect(asked).toEqual([]);
    draft.type('x'.repeat(maxNoteLength));
    expect(draft.isTooLong).toBe(false);
    expect(asked).toEqual(['x'.repeat(maxNoteLength)]);
  });

  it('that is too long stays so when what was typed before it is taken, and an import comes', async () => {
    const { draft, answer } = setUp();
    draft.type('x');
    draft.follow('x\n\n—\n\nan older import');
    draft.type('x'.repeat(maxNoteLength + 1));
    await answer();
    expect(draft.isTaken).toBe(false);
    draft.follow('x\n\n—\n\nan import');
    expect(draft.text.length).toBe(maxNoteLength + 1);
  });

  it('that was too long for a moment shows what an import appended meanwhile', () => {
    const { draft, asked } = setUp('old');
    draft.type('x'.repeat(maxNoteLength + 1));
    draft.follow('old\n\n—\n\nfrom the file');
    draft.type('old');
    expect(draft.text).toBe('old\n\n—\n\nfrom the file');
    expect(asked).toEqual([]);
  });

  it('is tried again with the next key, or when the field is left', async () => {
    const { draft, asked, answer } = setUp();
    draft.type('a');
    await answer(false);
    expect(asked).toEqual(['a']);
    void draft.save();
    expect(asked).toEqual(['a', 'a']);
    await answer(false);
    draft.type('ab');
    expect(asked).toEqual(['a', 'a', 'ab']);
  });

  it('is not overwritten by an echo of itself', async () => {
    const { draft, answer } = setUp('old');
    draft.type('a');
    await answer();
    draft.type('  ');
    await answer();
    draft.follow('a');
    expect(draft.text).toBe('  ');
    draft.follow(null);
    expect(draft.text).toBe('  ');
  });

  it('is not overwritten while a save is in flight, nor after one failed', async () => {
    const { draft, answer } = setUp();
    draft.type('a');
    draft.follow('theirs');
    expect(draft.text).toBe('a');
    await answer(false);
    draft.follow('theirs too');
    expect(draft.text).toBe('a');
  });

  it('keeps what an import appended while a save was in flight', async () => {
    const { draft, asked, answer } = setUp('mine');
    draft.type('mine!');
    draft.follow('mine!\n\n—\n\ntheirs');
    await answer();
    expect(draft.text).toBe('mine!\n\n—\n\ntheirs');
    await draft.save();
    expect(asked).toEqual(['mine!']);
  });

  it('keeps that also if more was typed meanwhile', async () => {
    const { draft, asked, answer } = setUp('mine');
    draft.type('mine!');
    draft.follow('mine!\n\n—\n\ntheirs');
    draft.type('mine!!');
    await answer();
    draft.follow('mine!!\n\n—\n\ntheirs');
    await answer();
    expect(draft.text).toBe('mine!!\n\n—\n\ntheirs');
    expect(asked).toEqual(['mine!', 'mine!!']);
  });

  it('says over which note each was typed, so that main keeps what came there since', async () => {
    const over: string[] = [];
    let isTaken = true;
    const draft = new NoteDraft('abc123', 'old', async (_id, _note, before) => {
      over.push(before);
      return isTaken;
    });
    draft.type('a');
    await reactions();
    isTaken = false;
    draft.type('ab');
    await reactions();
    draft.type('abc');
    await reactions();
    isTaken = true;
    await draft.save();
    draft.follow('abc\n\n—\n\ntheirs');
    draft.type('');
    await reactions();
    expect(over).toEqual(['old', 'a', 'ab', 'abc', 'abc\n\n—\n\ntheirs']);
  });

  it('shows what was typed and cleared here when an import brings it back', async () => {
    const { draft, answer } = setUp();
    for (const text of ['Bring it', '']) {
      draft.type(text);
      await answer();
      draft.follow(text === '' ? null : text);
    }
    draft.follow('Bring it');
    expect(draft.text).toBe('Bring it');
    expect(draft.isSameAs('Bring it')).toBe(true);
  });

  it('does not show an older one that an import was appended to, if it was cleared to white space since', async () => {
    const { draft, answer } = setUp();
    draft.type(' z');
    draft.type(' ');
    draft.follow(' z\n\n—\n\nx');
    await answer();
    await answer();
    expect(draft.text).toBe(' ');
  });

  it('shows what came from elsewhere', () => {
    const { draft, asked } = setUp('old');
    draft.follow('old');
    draft.follow('old\n\n—\n\ntheirs');
    expect(draft.text).toBe('old\n\n—\n\ntheirs');
    void draft.save();
    expect(asked).toEqual([]);
  });
});
