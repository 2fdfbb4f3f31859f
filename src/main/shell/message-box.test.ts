import { describe, expect, it } from 'vitest';
import { askAfterFailedStart, askAfterFailedStarts } from './message-box.ts';

async function failWith(error: unknown, ...choices: string[]) {
  const done: string[] = [];
  const details: string[] = [];
  await askAfterFailedStart(error, {
    ask: ({ detail }) => {
      details.push(detail);
      return Promise.resolve(choices.shift() as never);
    },
    startAgain: (how) => done.push(`start ${how}`),
    showLogs: () => Promise.resolve(done.push('logs')),
    quit: () => done.push('quit'),
  });
  return { done, details };
}

describe('a start that failed', () => {
  it('says why, and that nothing is lost', async () => {
    const { details } = await failWith(new Error('EACCES: permission denied'), 'Quit');
    expect(details[0]).toMatch(/EACCES: permission denied[^]*still on disk/);
  });

  it.each([
    ['Try again', 'start normally'],
    ['Start in safe mode', 'start in safe mode'],
    ['Quit', 'quit'],
  ])('does what was chosen: %s', async (choice, effect) => {
    expect((await failWith('no', choice)).done).toEqual([effect]);
  });

  it('asks again after the logs were shown', async () => {
    expect((await failWith('no', 'Show logs', 'Try again')).done).toEqual(['logs', 'start normally']);
  });
});

describe('several starts that failed', () => {
  async function chooseAfter(...choices: string[]) {
    const asked: string[] = [];
    const isSafe = await askAfterFailedStarts(3, {
      ask: ({ message, choices: [first] }) => {
        asked.push(`${message} (${first})`);
        return Promise.resolve(choices.shift() as never);
      },
      showLogs: () => Promise.resolve(),
    });
    return { asked, isSafe };
  }

  it.each([
    ['Start in safe mode', true],
    ['Start normally', false],
    ['Quit', null],
  ])('lead to what is chosen: %s', async (choice, isSafe) => {
    expect((await chooseAfter(choice)).isSafe).toBe(isSafe);
  });

  it('are told of, with safe mode as the first choice, and again after the logs were shown', async () => {
    const told = 'Rigyd Desk didn’t finish starting the last 3 times (Start in safe mode)';
    expect((await chooseAfter('Show logs', 'Quit')).asked).toEqual([told, told]);
  });
});
