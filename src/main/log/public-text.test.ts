import { describe, expect, it } from 'vitest';
import { keepOutOfLogs } from '../lib/redact.ts';
import { publicText } from './public-text.ts';

const facts = {
  home: '/home/ada',
  appFolder: '/opt/Rigyd Desk/resources/app.asar',
  user: 'ada',
  computer: 'lovelace-pc',
};
const publicOf = (text: string): string => publicText(text, facts);

describe('a text that may be made public', () => {
  it('has no key, also none that looks like nothing', () => {
    keepOutOfLogs('correct-horse-battery');
    expect(publicOf('with correct-horse-battery and rgyd_live_abc123')).toBe('with [key] and [key]');
  });

  it.each([
    ['Authorization: Bearer abc', 'abc'],
    ['refused: Bearer abcdef', 'abcdef'],
    ['authorization=s3cr3t', 's3cr3t'],
    ['{"access_token":"s3cr3t"}', 's3cr3t'],
    ['X-Amz-Signature=s3cr3t&x=1', 's3cr3t'],
    ['x-api-key: s3cr3t', 's3cr3t'],
    ['Set-Cookie: sid=s3cr3t', 's3cr3t'],
    ['job 276njif3eau2hz68pp7xbbzu failed', '276njif3eau2hz68pp7xbbzu'],
    ['job 0f8fad5b-d9cb-469f-a165-70867728950e failed', '0f8fad5b'],
    [
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
      'eyJzdWIiOiIxMjM0NTY3ODkwIn0',
    ],
    ['https://files.example.com/secret/chair.usd?X-Amz-Signature=abc', 'secret'],
    ['https://ada:pa55@studio.example.com/', 'pa55'],
    ['The certificate of api.acme.internal was refused', 'acme'],
    ['connect ECONNREFUSED 192.168.7.20:4010', '192.168'],
    ['written by ada.l@acme.example', 'ada.l'],
    ['written by grace@acme.example', 'grace'],
    ["ENOENT: no such file, open '/mnt/Secret Project/chair.usd'", 'Project'],
    ['ENOENT: no such file, open "C:\\\\Users\\\\Ada\\\\Secret Project\\\\x"', 'Project'],
    ['/mnt/Secret Project/out isn’t responding', 'Project'],
    ['~/Secret Project/out isn’t responding', 'Project'],
    ['/home/ada/Secret Project/out', 'Project'],
    ['D:\\Secret Project\\out is slow', 'Project'],
    ['\\\\server\\Secret Project\\out is slow', 'Project'],
    ['at run (/mnt/Secret Project/tool.py:1:2)', 'Project'],
    ['connect ECONNREFUSED [2001:db8::1]:443', '2001'],
    ['connect ECONNREFUSED [2001:db8::1]:443', '443'],
    ['connect ECONNREFUSED 2001:db8::1:443', 'db8'],
    ['from 192.168.7.20', '192.168'],
    ['from ::ffff:192.168.7.20', '168'],
    ['from fe80::1%eth0', 'eth0'],
    ['from fd00:1:2:3:4:5:6:7', 'fd00'],
    ['from ::1', '::1'],
    ['getaddrinfo ENOTFOUND nas', 'nas'],
    ['getaddrinfo EAI_AGAIN nas', 'nas'],
    ['connect ECONNREFUSED nas:4010', 'nas'],
    ['Host: nas. is not in the cert', 'nas'],
    ['{"hostname":"nas"}', 'nas'],
    ['nas:4010 did not answer', 'nas'],
    ['Nas.local did not answer', 'Nas'],
    ['Chair.usd is empty', 'Chair'],
    ['password hunter2', 'hunter2'],
    ['the password is hunter', 'hunter'],
    ['password is: hunter', 'hunter'],
    ['password "correct horse"', 'horse'],
    ['passphrase hunter', 'hunter'],
    ['token abc1 was refused', 'abc1'],
    ['sig=abcdefgh', 'abcdefgh'],
    ['pwd: hunter', 'hunter'],
    ['credentials=abcdef', 'abcdef'],
    ['password: "correct horse"', 'horse'],
    ['{"password":"correct horse"}', 'horse'],
    ['files?name=chair&se=2026', 'chair'],
    ['files?name=chair&se=2026', '2026'],
    ['session_cookie=abc', 'abc'],
    ['Cookie: one=1; two=second', 'second'],
    ['Authorization: Digest username="x", response="r3sp"', 'r3sp'],
    ['of Ada on lovelace-pc', 'lovelace'],
    ['of Ada on lovelace-pc', 'Ada'],
  ])('has nothing of it: %s', (text, secret) => {
    expect(publicOf(text)).not.toContain(secret);
  });

  it.each([
    'Starting failed: Error: no parts today',
    'ENOSPC: no space left on device, write',
    'at App.start (node:internal/process/task_queues:95:5)',
    'at Poller.turn ([app]/out/main/chunks/join-app-DARz08H3.cjs:12:34)',
    'at draw (app://desk/assets/start-DqLWSaLb.js:1:2)',
    'api.rigyd.com answered with HTTP 500 in 3.5 s',
    'The window’s process ended: oom',
    'at 12:34:56, 5 of 12 after 2:10',
    'Error: connect ECONNRESET',
    'net::ERR_NAME_NOT_RESOLVED',
    'The key was refused, and the token too',
    'package.json could not be read',
    'at async Poller.turn ([app]/out/main/chunks/join-app-DARz08H3.cjs:12:34)',
  ])('keeps what helps: %s', (text) => {
    expect(publicOf(text)).toBe(text);
  });

  it.each([
    ["open '/mnt/Secret Project/chair.usd' failed with EIO", "open '[path]' failed with EIO"],
    ['at run (/mnt/Secret Project/tool.py:1:2) in worker 3', 'at run ([path]) in worker 3'],
  ])('goes on after a path whose end is known: %s', (text, expected) => {
    expect(publicOf(text)).toBe(expected);
  });

  it('keeps words where the person or the computer is called by one', () => {
    const text = 'It is a PC without a keychain';
    expect(publicText(text, { ...facts, user: 'a', computer: 'pc' })).toBe(text);
  });

  it('names files of the app by where they are in it', () => {
    expect(publicOf(`at f (${facts.appFolder}/out/main/index.cjs:1:2)`)).toBe(
      'at f ([app]/out/main/index.cjs:1:2)',
    );
    expect(publicOf(`at f (file://${facts.appFolder}/out/main/index.cjs:1:2)`)).toBe(
      'at f ([app]/out/main/index.cjs:1:2)',
    );
  });
});
