import { contextBridge, ipcRenderer, webFrame, webUtils, type IpcRendererEvent } from 'electron';
import {
  pushNames,
  requestNames,
  wireName,
  type PageRequestName,
  type PushName,
} from '../shared/channels.ts';
import type { RigydBridge, Unsubscribe } from '../shared/contract.ts';

/**
 * All the page can reach of the world outside: one named method for each request of the contract, one subscription for
 * each push. There is no way to name a channel from the page, and nothing of Electron beyond that but giving memory back.
 */
const request = (name: PageRequestName) => [
  name,
  (params?: unknown): Promise<unknown> => ipcRenderer.invoke(wireName(name), params),
];

const subscription = (name: PushName) => [
  `on${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  (listener: (payload: unknown) => void): Unsubscribe => {
    const receive = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(wireName(name), receive);
    return () => void ipcRenderer.off(wireName(name), receive);
  },
];

/** A file that the page made itself has no path, and one that came from the disk has that of no other. */
const offerDropped = (files: readonly File[]): Promise<unknown> =>
  ipcRenderer.invoke(wireName('offerPaths'), { paths: files.map((file) => webUtils.getPathForFile(file)) });

const bridge = Object.fromEntries([
  ...requestNames.map(request),
  ...pushNames.map(subscription),
  ['offerDropped', offerDropped],
  ['freeMemory', () => webFrame.clearCache()],
]) as RigydBridge;

contextBridge.exposeInMainWorld('rigyd', bridge);
