import type { ColumnChoice, Settings } from '../../shared/settings.ts';
import type { StateReplica } from './state-replica.svelte.ts';

/** What of the settings a person changes in the window itself, by its handles and heads. */
type Layout = Pick<Settings, 'sidebarWidth' | 'detailsWidth' | 'halfDetails' | 'columns'>;

interface Sent {
  values: Partial<Layout>;
  /** The settings of the window when main answered; null until then. */
  answeredOver: Settings | null;
}

const nothingSent: Sent = { values: {}, answeredOver: null };
const noColumns: readonly ColumnChoice[] = [];

/** How wide the parts of the window are and what the list shows: at once as the hand moves, and kept once it lets go. */
export class LayoutState {
  readonly #replica: Pick<StateReplica, 'settings'>;
  readonly #change: (changes: Partial<Layout>) => Promise<{ ok: boolean }>;
  /** While a handle is dragged. */
  #dragged = $state.raw<Partial<Layout>>({});
  /** What was chosen and may not have come back from main: once that has answered, the next settings have it. */
  #sent = $state.raw(nothingSent);

  /** Whether the details have the whole window, until they are closed. */
  isDetailsWhole = $state(false);

  readonly sidebarWidth = $derived.by(() => this.#current('sidebarWidth') ?? null);
  readonly detailsWidth = $derived.by(() => this.#current('detailsWidth') ?? null);
  readonly halfDetails = $derived.by(() => this.#current('halfDetails') ?? false);
  readonly columns: readonly ColumnChoice[] = $derived.by(() => this.#current('columns') ?? noColumns);

  /** @param change has main keep what is changed */
  constructor(
    replica: Pick<StateReplica, 'settings'>,
    change: (changes: Partial<Layout>) => Promise<{ ok: boolean }>,
  ) {
    this.#replica = replica;
    this.#change = change;
  }

  /** Shows a width while the hand is still on the handle. */
  drag(changes: Partial<Layout>): void {
    this.#dragged = changes;
  }

  async choose(changes: Partial<Layout>): Promise<void> {
    this.#dragged = {};
    const sent: Sent = { values: { ...this.#pending, ...changes }, answeredOver: null };
    this.#sent = sent;
    const isKept = (await this.#change(changes)).ok;
    if (this.#sent !== sent) return;
    this.#sent = isKept ? { ...sent, answeredOver: this.#replica.settings } : nothingSent;
  }

  /** Gives the details half of the window, then all of it, then their place at the side again. */
  enlargeDetails(): void {
    if (this.isDetailsWhole) {
      this.isDetailsWhole = false;
      void this.choose({ halfDetails: false });
    } else if (this.halfDetails) this.isDetailsWhole = true;
    else void this.choose({ halfDetails: true });
  }

  get #pending(): Partial<Layout> {
    const { values, answeredOver } = this.#sent;
    return answeredOver === null || answeredOver === this.#replica.settings ? values : {};
  }

  #current<Name extends keyof Layout>(name: Name): Layout[Name] | undefined {
    const own: Partial<Layout> = { ...this.#pending, ...this.#dragged };
    return name in own ? own[name] : this.#replica.settings?.[name];
  }
}
