/** Sentences for failures: what happened, and what to do next where there is something to do. */
import type { ErrorCode } from '../../shared/errors.ts';

/** Of a request about a job, and of anything else that has no sentence of its own below. */
const failures: Record<ErrorCode, string> = {
  offline: 'Can’t reach Rigyd. Check your connection. Retrying automatically.',
  'connection-lost': 'The connection was lost. Retrying automatically.',
  certificate:
    'Rigyd’s certificate isn’t trusted, so nothing was sent. Check this computer’s clock, and whether a proxy or security software intercepts the connection.',
  timeout: 'Rigyd took too long to respond. Retrying automatically.',
  unauthorized: 'Rigyd rejected this key. Check it, or create a new one in the Rigyd web app.',
  forbidden: 'This key has no access to this job. Use the key of the account it belongs to.',
  'payment-required': 'Your account has no credits left. Add some in the Rigyd web app.',
  'not-found': 'Rigyd has no such job, or it belongs to another key. Check the ID, or remove it.',
  gone: 'This job was deleted from Rigyd. Keep what is here, or remove it from the list.',
  'not-ready': 'This job hasn’t completed yet. Wait until it has.',
  'rate-limited': 'Rigyd asked us to slow down. Retrying automatically.',
  'service-down': 'Rigyd reported an error. Retrying automatically.',
  rejected: 'Rigyd rejected the request. Retrying automatically.',
  'bad-answer': 'That response doesn’t look like Rigyd’s. A proxy or sign-in page may be in the way.',
  'answer-too-large':
    'Rigyd’s response is too large to read, so what you see is from before. Contact Rigyd support.',
  'no-key': 'There is no API key. Add one in Settings.',
  'key-malformed': 'That doesn’t look like an API key. Copy all of it: keys start with rgyd_.',
  'cli-key-gone': 'The command line’s key was changed or removed. Check it, then try again.',
  'keychain-unavailable':
    'No keychain found, so your key won’t be saved. On Linux, install GNOME Keyring or KWallet to save it, or set RIGYD_API_KEY.',
  'keychain-locked': 'Your system keychain is locked. Unlock it and try again.',
  'keychain-timeout':
    'Your system keychain isn’t responding. Look for a window that asks you to unlock it; the key is read as soon as you do.',
  'address-refused':
    'Rigyd points to an address that isn’t safe to load from, such as one in a private network. Contact Rigyd support.',
  'not-completed': 'This job hasn’t completed yet, so there is nothing to download.',
  'mjcf-missing': 'This job has no MJCF package. Choose USD or all files.',
  cancelled: 'Cancelled.',
  interrupted: 'Rigyd Desk quit before the download finished. Download again to continue.',
  truncated: 'The download stopped early. Try again.',
  'archive-damaged': 'The download is damaged, so nothing was unpacked. Try again.',
  'link-expired': 'The download links have expired. Try again later.',
  'archive-unsupported': 'This archive can’t be unpacked here. Contact Rigyd support.',
  'archive-unsafe': 'This archive was blocked because its contents could do harm. Contact Rigyd support.',
  'disk-full': 'Not enough disk space. Free some up, or choose another folder.',
  'folder-unavailable': 'The folder can’t be used. Choose another one in Settings, or restore it.',
  'folder-missing': 'The folder wasn’t found. Connect its drive, or choose another folder in Settings.',
  'folder-silent':
    'The folder isn’t responding. If it is on a network drive, check the connection, then try again.',
  'export-too-large': 'That is too much for one file. Export it in parts, such as one batch at a time.',
  'file-unusable': 'The file can’t be used. Choose another one, or drop it onto the window.',
  'file-missing': 'File not found. Check its name and folder.',
  'too-large': 'The file is too large to show here. Download the result to see it.',
  'not-previewable': 'The file can’t be shown here. Download the result to see it.',
  'safe-mode': 'Previews are off in safe mode. Restart normally to see them.',
  'no-model': 'There is no file in it that can be shown in 3D: USD, glTF or MuJoCo XML.',
  'not-openable': 'This file type could run code, so it can’t be opened here. Save it instead.',
  'not-opened': 'The file is saved, but no app opens it. Choose an app for it in its folder.',
  unconfirmed: 'Rigyd hasn’t confirmed this job yet. Try again later.',
  'no-result': 'The result isn’t where it was saved. Download it again, or restore its folder.',
  'command-unusable': 'This can’t be run. Choose an executable program.',
  'command-argument': 'An argument can’t be used.',
  'too-many-views':
    'You already have 50 saved views, which safe mode doesn’t show. Restart normally and delete one first.',
  'no-browser': 'Couldn’t open a browser. Copy the address instead.',
  'links-unchanged':
    'Your system didn’t change which app opens these links. Choose Rigyd Desk in its settings for default apps.',
  'update-misconfigured': 'The update feed isn’t set up correctly, so there are no updates.',
  'update-unreachable': 'Couldn’t reach the update feed. Check your connection, then try again.',
  'update-unreadable': 'The update feed couldn’t be read, so nothing was changed. Try again later.',
  'update-unsigned':
    'The update feed isn’t signed by the makers of Rigyd Desk, so it was refused. Nothing was changed.',
  'update-outdated':
    'The update feed is older than one seen before, so it was refused. Nothing was changed. Try again later.',
  'update-damaged': 'The update isn’t the file its makers signed, so it was refused. Nothing was changed.',
  'update-not-installed': 'The update couldn’t be installed. Rigyd Desk is unchanged.',
  'invalid-request': 'That request couldn’t be read. Try fewer items at once.',
  'unknown-job': 'This job is no longer in the list. Add its ID again to watch it.',
  'unknown-batch': 'This batch is no longer in the list. Drop its file again to restore it.',
  storage: 'Can’t use the database on this computer. Free up disk space, then restart Rigyd Desk.',
  'not-saved': 'Not saved yet. Retrying; keep Rigyd Desk open.',
  internal: 'Something went wrong. Try again, or restart Rigyd Desk. Nothing is lost.',
};

/** Of a result, where it differs from a job: it is fetched only when somebody wants it. */
const failuresOfResults: Partial<Record<ErrorCode, string>> = {
  offline: 'Couldn’t reach Rigyd. Check your connection, then try again.',
  'connection-lost': 'The connection was lost. Try again.',
  timeout: 'No data arrived for too long. Try again later.',
  forbidden: 'You have no access to this result. Check your account’s plan, and the key in Settings.',
  'not-found': 'Rigyd has no result for this job. Open the job in the Rigyd web app.',
  gone: 'This result was deleted from Rigyd. Run the job again in the Rigyd web app if you still need it.',
  'not-completed': 'Rigyd is still preparing this result. Try again in a few minutes.',
  'rate-limited': 'Rigyd asked us to slow down. Try again later.',
  'service-down': 'Rigyd couldn’t provide the result. Try again later.',
  rejected: 'Rigyd refused to provide the result. Open the job in the Rigyd web app.',
};

/** Of a job that is finished, which is no longer checked unless somebody asks. */
const failuresOfFinished: Partial<Record<ErrorCode, string>> = {
  offline:
    'Couldn’t reach Rigyd when this job was last checked. Check your connection, then check the job again.',
  'connection-lost': 'The connection was lost when this job was last checked. Check it again.',
  timeout: 'Rigyd took too long to respond when this job was last checked. Check it again.',
  'rate-limited': 'Rigyd asked us to slow down when this job was last checked. Check it again later.',
  'service-down': 'Rigyd reported an error when this job was last checked. Check it again later.',
  rejected: 'Rigyd rejected the request when this job was last checked.',
};

const refusedButListed =
  'Rigyd doesn’t return this job itself, but it is in the account’s list. You see what the list says. Retrying automatically.';

/** Of a job that the account's list contains all the same. */
const failuresOfListed: Partial<Record<ErrorCode, string>> = {
  forbidden: refusedButListed,
  'not-found': refusedButListed,
  gone: refusedButListed,
};

export const failureWords = {
  ofJob: failures,
  ofFinishedJob: failuresOfFinished,
  ofListedJob: failuresOfListed,
  ofResult: failuresOfResults,
  /** @param reason What Rigyd or the system says itself. */
  withReason: (sentence: string, reason: string) => `${sentence} (${reason})`,
};
