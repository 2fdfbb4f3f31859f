import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../../shared/errors.ts';
import { LoadedText, maxLines, textLines } from './loaded-text.svelte.ts';

function setUp() {
  const answers: ((outcome: Outcome<string>) => void)[] = [];
  const text = new LoadedText(() => new Promise<Outcome<string>>((resolve) => answers.push(resolve)));
  return { text, answers };
}

describe('a text that is requested', () => {
  it('is here, or says why not, and can be requested again', async () => {
    const { text, answers } = setUp();
    expect(text.phase.kind).toBe('waiting');
    const first = text.load();
    expect(text.phase.kind).toBe('loading');
    answers[0]?.(failed('offline'));
    await first;
    expect(text.phase).toMatchObject({ kind: 'failed', failure: { code: 'offline' } });
    const second = text.load();
    expect(text.phase.kind).toBe('loading');
    answers[1]?.(success('one'));
    await second;
    expect(text.phase).toEqual({ kind: 'ready', value: 'one' });
  });

  it('stays until a newer one is here, whichever answer comes last', async () => {
    const { text, answers } = setUp();
    const loads = [text.load()];
    answers[0]?.(success('one'));
    await loads[0];
    loads.push(text.load(), text.load());
    expect(text.phase).toEqual({ kind: 'ready', value: 'one' });
    answers[2]?.(success('three'));
    await loads[2];
    answers[1]?.(success('two'));
    await loads[1];
    expect(text.phase).toEqual({ kind: 'ready', value: 'three' });
  });

  it('does not come back after a reset', async () => {
    const { text, answers } = setUp();
    const load = text.load();
    text.reset();
    answers[0]?.(success('late'));
    await load;
    expect(text.phase).toEqual({ kind: 'waiting' });
  });
});

describe('a text as lines', () => {
  it('ends them as any system does, and ends with the last one', () => {
    expect(textLines('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c', 'd']);
    expect(textLines('a\n\nb')).toEqual(['a', '', 'b']);
    expect(textLines('')).toEqual([]);
  });

  it('leaves out what was meant for a terminal', () => {
    expect(textLines('\u001b[1;31merror\u001b[0m: [0.1] late\u001b[2K')).toEqual(['error: [0.1] late']);
    expect(textLines('\u001b\u001b[999\u001bA')).toEqual(['[999A']);
  });

  it('ends where no page could go on', () => {
    expect(textLines('\n'.repeat(maxLines + 1))).toHaveLength(maxLines);
  });

  it('goes on in the next where one is endless', () => {
    const lines = textLines(`short\n${'x'.repeat(2_500)}`);
    expect(lines.map(({ length }) => length)).toEqual([5, 1_000, 1_000, 500]);
  });
});
