import type { WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { isTrustedSender } from './trusted-sender.ts';

const from = (url: string, parent: object | null = null) => ({
  senderFrame: { url, parent } as Pick<WebFrameMain, 'url' | 'parent'> as WebFrameMain,
});

describe('a message', () => {
  it.each([
    ['app://desk', 'app://desk/index.html'],
    ['app://desk', 'app://desk/'],
    ['http://localhost:5173', 'http://localhost:5173/'],
    ['http://localhost:5173', 'http://localhost:5173/jobs?x#y'],
  ])('from the top frame of the page at %s is trusted: %s', (origin, url) => {
    expect(isTrustedSender(from(url), origin)).toBe(true);
  });

  it.each([
    'app://desk.example/index.html',
    'app://deskx/index.html',
    'app://other/index.html',
    'https://example.com/app://desk/index.html',
    'about:blank',
    'data:text/html,app://desk/',
    '',
  ])('from elsewhere is not: %s', (url) => {
    expect(isTrustedSender(from(url), 'app://desk')).toBe(false);
  });

  it('from another port of the development server is not', () => {
    expect(isTrustedSender(from('http://localhost:51730/'), 'http://localhost:5173')).toBe(false);
  });

  it('from a frame inside the page is not', () => {
    expect(isTrustedSender(from('app://desk/index.html', {}), 'app://desk')).toBe(false);
  });

  it('from a frame that is gone is not', () => {
    expect(isTrustedSender({ senderFrame: null }, 'app://desk')).toBe(false);
  });
});
