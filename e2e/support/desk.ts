import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { electronLaunch } from '../../scripts/electron/launch-options.mjs';

export interface StartOptions {
  args?: string[];
  env?: Record<string, string | undefined>;
}

/** The app as a person has it before them: a home folder of its own, a window, and hands to use it with. */
export class Desk {
  readonly home: string;
  /** Everything the app wrote to standard output and standard error. */
  output = '';
  readonly #environment: Record<string, string | undefined>;
  #app: ElectronApplication | null = null;
  #page: Page | null = null;

  private constructor(home: string, environment: Record<string, string | undefined>) {
    this.home = home;
    this.#environment = environment;
  }

  /** @param environment of every start of it, beside this process's own */
  static async create(environment: Record<string, string | undefined>): Promise<Desk> {
    return new Desk(await mkdtemp(join(tmpdir(), 'rigyd desk ')), environment);
  }

  /** An app that was started elsewhere, by its window alone: what takes the app itself cannot be done with it. */
  static seenThrough(page: Page, home: string): Desk {
    const desk = new Desk(home, {});
    desk.#page = page;
    return desk;
  }

  get userData(): string {
    return join(this.home, 'user data');
  }

  get results(): string {
    return join(this.home, 'Downloads', 'Rigyd');
  }

  get app(): ElectronApplication {
    if (this.#app === null) throw new Error('The app is not running.');
    return this.#app;
  }

  get isRunning(): boolean {
    return this.#app !== null;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('The app is not running.');
    return this.#page;
  }

  /** What starting the app takes, also for a second instance of it. */
  launchOptions({ args = [], env = {} }: StartOptions = {}) {
    return electronLaunch({
      program: process.env['RIGYD_E2E_PROGRAM'],
      args: [`--user-data-dir=${this.userData}`, ...args],
      env: { ...process.env, ...this.#environment, HOME: this.home, XDG_CONFIG_HOME: undefined, ...env },
    });
  }

  async start(options: StartOptions = {}): Promise<void> {
    this.#app = await _electron.launch(this.launchOptions(options));
    askAgainWhereLost(this.#app);
    const { stdout, stderr } = this.#app.process();
    for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)));
    this.#page = await this.#app.firstWindow();
    await this.appLoaded();
    // Playwright would otherwise decide between light and dark itself. Without motion a test waits less, and the machine
    // draws a tenth less.
    await this.#page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' });
  }

  /** Resolves when the app is there, in the place of what the page shows first: what is dropped or pasted before is lost. */
  async appLoaded(): Promise<void> {
    await this.page.locator('header').first().waitFor({ state: 'attached' });
  }

  /** Starts the app a second time, and returns when that start has ended. */
  async startAgain(options?: StartOptions): Promise<void> {
    const { executablePath, args, env } = this.launchOptions(options);
    await promisify(execFile)(executablePath, args, { env, cwd: this.home });
  }

  /** Ends the app as a person does. */
  async quit(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
  }

  /** Ends the app as a power cut does, and returns when it is gone. */
  async kill(): Promise<void> {
    const child = this.app.process();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    this.#app = null;
  }

  async remove(): Promise<void> {
    await this.quit();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The list of jobs: with groups it is a tree. */
  get grid(): Locator {
    return this.page
      .getByRole('grid', { name: 'Jobs' })
      .or(this.page.getByRole('treegrid', { name: 'Jobs' }));
  }

  get details(): Locator {
    return this.page.getByRole('region', { name: 'Job details' });
  }

  get messages(): Locator {
    return this.page.getByRole('status', { name: 'Messages' });
  }

  /** The row of a job, by anything that stands in it. */
  row(text: string | RegExp): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  section(name: string): Locator {
    return this.details.getByRole('region', { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Gives the window's content this size, in device-independent pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    );
  }

  /** Opens the details of a job. */
  async open(text: string | RegExp): Promise<void> {
    await this.row(text).click({ position: { x: 40, y: 12 } });
    await expect(this.details).toBeVisible();
  }

  /** Has jobs asked for now, not when their next poll is due. */
  async check(ids: string[]): Promise<void> {
    await this.page.evaluate((asked) => window.rigyd.checkJobs({ ids: asked }), ids);
  }

  async enterKey(key: string): Promise<void> {
    await this.page
      .getByLabel(/^(New )?API key$/)
      .and(this.page.locator('input'))
      .fill(key);
    await this.button('Save key').click();
  }

  /** Resolves when the key in use is said to be accepted, which is told beside the form for it. */
  async keyAccepted(): Promise<void> {
    await expect(this.page.getByText('Accepted by Rigyd.').last()).toBeVisible();
  }

  async typeIds(text: string): Promise<void> {
    await this.button('Add job IDs').first().click();
    const dialog = this.page.getByRole('dialog', { name: 'Add job IDs' });
    await dialog.getByRole('textbox', { name: 'Job IDs' }).fill(text);
    await dialog.getByRole('button', { name: 'Watch jobs' }).click();
    await expect(dialog).toBeHidden();
  }

  /** @param order such as “Submitted, newest first” */
  async sortBy(order: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Sort by' }).selectOption(order);
  }

  /** Pastes from the real clipboard, with the keyboard. */
  async paste(text: string): Promise<void> {
    await this.app.evaluate(({ clipboard }, content) => clipboard.writeText(content), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  async clipboard(): Promise<string> {
    return this.app.evaluate(({ clipboard }) => clipboard.readText());
  }

  /** Chooses a path in the system's own dialogs, which cannot be driven; everything behind their answer is real. */
  async answerFileDialogs(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
  }

  /**
   * Presses this button in the system's message boxes, which cannot be driven either.
   *
   * @returns a function that tells what was asked so far
   */
  async answerBoxes(button: string): Promise<() => Promise<string[]>> {
    const asked = await this.app.evaluateHandle(({ dialog }, label) => {
      const questions: string[] = [];
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message, detail = '', buttons = [] } = given.at(-1) as Electron.MessageBoxOptions;
        questions.push(`${message}\n${detail}`);
        return Promise.resolve({ response: buttons.indexOf(label), checkboxChecked: false });
      };
      return questions;
    }, button);
    return () => asked.jsonValue();
  }

  /** Drops files and folders of the disk onto the window, as the file manager hands them over. */
  async dropPaths(...paths: string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', {
        type,
        x: 200,
        y: 200,
        data: { items: [], files: paths, dragOperationsMask: 1 },
      });
    await session.detach();
  }

  /**
   * Has the system neither open nor show files and folders from now on.
   *
   * @returns a function that tells what it was to do so far: `open` or `show`, and the path
   */
  async notePaths(): Promise<() => Promise<string[]>> {
    const noted = await this.app.evaluateHandle(({ shell }) => {
      const told: string[] = [];
      shell.openPath = (path) => Promise.resolve((told.push(`open ${path}`), ''));
      shell.showItemInFolder = (path) => void told.push(`show ${path}`);
      return told;
    });
    return () => noted.jsonValue();
  }

  /**
   * Has no browser opened for web pages from now on.
   *
   * @returns a function that tells which addresses were to be opened so far
   */
  async noteWebPages(): Promise<() => Promise<string[]>> {
    const opened = await this.app.evaluateHandle(({ shell }) => {
      const addresses: string[] = [];
      shell.openExternal = (address) => Promise.resolve(void addresses.push(address));
      return addresses;
    });
    return () => opened.jsonValue();
  }

  /** Drops text or files onto the window. */
  async drop(given: { text: string } | { files: { name: string; content: string }[] }): Promise<void> {
    const transfer = await this.page.evaluateHandle((what) => {
      const data = new DataTransfer();
      if ('text' in what) data.setData('text/plain', what.text);
      else for (const { name, content } of what.files) data.items.add(new File([content], name));
      return data;
    }, given);
    for (const type of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

/** How often main is asked for one answer. */
const maxAsks = 5;

/**
 * Has main asked again where Playwright lost its answer, as it does when V8 collects garbage there in between, which is often
 * while the app starts: https://github.com/microsoft/playwright/issues/33737.
 */
function askAgainWhereLost(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...given: unknown[]) => Promise<unknown>;
  const ask = (asks: number, given: unknown[]): Promise<unknown> =>
    evaluate(...given).catch((error: unknown) => {
      if (asks === maxAsks || !String(error).includes('promise was garbage collected')) throw error;
      return ask(asks + 1, given);
    });
  app.evaluate = ((...given: unknown[]) => ask(1, given)) as typeof app.evaluate;
}
