import { describe, expect, it } from 'vitest';
import { notificationText } from './notifier.ts';

const link = '<a href="https://evil.test">Click</a> & <img src="x"/>';

describe('the text of a notification', () => {
  it('holds no markup on Linux, where it would be read as such', () => {
    expect(notificationText(link, link, 'linux')).toEqual({
      title: link,
      body: '&lt;a href="https://evil.test"&gt;Click&lt;/a&gt; &amp; &lt;img src="x"/&gt;',
    });
  });

  it.each(['darwin', 'win32'] as const)('stays as it is on %s', (platform) => {
    expect(notificationText('Completed', link, platform)).toEqual({ title: 'Completed', body: link });
  });

  it('is one line, well formed and short, whatever it is made of', () => {
    const hostile = `a\uFFFF\u0000\n\uD800${'x'.repeat(200_000)}`;
    const { title, body } = notificationText(hostile, hostile, 'darwin');
    expect(title).toMatch(/^a\uFFFD\uFFFD \uFFFDx+…$/);
    expect([title.length, body.length]).toEqual([120, 300]);
  });
});
