import { expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { DownloadRecords } from './download-records.ts';

const inFolder = (jobId: string, folder: string) => ({ ...queuedDownload(jobId, 'all', 0), folder });

it('a path is that of the job whose result was put there, in any case, until it is put elsewhere', () => {
  const records = new DownloadRecords();
  records.put(inFolder('first', '/home/ada/Chair'));
  expect(records.isOfAnother('second', '/home/ada/chair')).toBe(true);
  expect(records.isOfAnother('first', '/home/ada/chair')).toBe(false);
  expect(records.isOfAnother('second', '/home/ada/chair (2)')).toBe(false);
  records.put(inFolder('first', '/home/ada/stool'));
  expect(records.isOfAnother('second', '/home/ada/chair')).toBe(false);
});

it('of two jobs that an earlier version noted with one path, the later one keeps it', () => {
  const records = new DownloadRecords();
  records.put(inFolder('first', '/home/ada/chair'));
  records.put(inFolder('second', '/home/ada/chair'));
  records.put(inFolder('first', '/home/ada/chair (2)'));
  expect(records.isOfAnother('third', '/home/ada/chair')).toBe(true);
});
