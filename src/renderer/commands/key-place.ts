import { covering } from '../state/focus-places.ts';
import { isFormField } from '../ui/text-field.ts';
import type { KeyPlace } from './dispatch-key.ts';

/** What the page says of the place where a key was pressed. Areas are marked with `data-keys`. */
export function keyPlaceOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null;
  const area = element?.closest('[data-keys]')?.getAttribute('data-keys');
  return {
    isField: isFormField(element),
    area: area === 'list' || area === 'details' ? area : null,
    isControl: element?.closest('button, a, summary, [role="menuitem"], [role="columnheader"]') !== null,
    isCovered: document.querySelector(covering) !== null,
  };
}
