import type { News } from './notifications.ts';

/** A headline and the sentence under it. The same in the window and in the system's notification. */
export interface Words {
  title: string;
  text: string;
}

/** What a person reads of a piece of news. */
export function describeNews(news: News): Words {
  switch (news.kind) {
    case 'jobs':
      return describeJobs(news);
    case 'batch':
      return { title: news.name, text: countsOf(news) };
    case 'batches':
      return { title: `${news.batches} batches are over`, text: countsOf(news) };
    case 'downloads':
      return describeDownloads(news);
  }
}

function describeJobs({ only, completed, failed }: News & { kind: 'jobs' }): Words {
  const ended = failed === 0 ? 'Completed.' : only?.isCancelled === true ? 'Cancelled.' : 'Failed.';
  if (only !== null) return { title: only.name, text: ended };
  const title = `${countOf(completed + failed)} jobs are over`;
  return { title, text: countsOf({ completed, failed, unknown: 0 }) };
}

function countsOf(counts: { completed: number; failed: number; unknown: number }): string {
  const parts = [`${countOf(counts.completed)} completed`];
  if (counts.failed > 0) parts.push(`${countOf(counts.failed)} failed`);
  if (counts.unknown > 0) parts.push(`${countOf(counts.unknown)} unknown`);
  return `${parts.join(', ')}.`;
}

function describeDownloads({ saved, failed, folder, name }: News & { kind: 'downloads' }): Words {
  const failures = failed === 0 ? '' : `${countOf(failed)} failed`;
  if (saved === 0) return { title: 'Downloads did not succeed', text: `${failures}.` };
  const what = name ?? (saved === 1 ? '1 result' : `${countOf(saved)} results`);
  const where =
    folder === null
      ? `${what} came home`
      : `${what} ${name !== null || saved === 1 ? 'is' : 'are'} in ${shortFolder(folder)}`;
  return { title: 'Downloads are done', text: failures === '' ? `${where}.` : `${where}, ${failures}.` };
}

/** The last two parts of a path, which is what people call a folder by. */
const shortFolder = (folder: string): string =>
  folder.split(/[/\\]/).filter(Boolean).slice(-2).join('/') || folder;

const countOf = (count: number): string => count.toLocaleString('en');
