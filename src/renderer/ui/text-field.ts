/** The part of an element that tells what it is; an event's target may be none. */
type Target = EventTarget | null;

const matches = (target: Target, selector: string): boolean =>
  (target as Partial<Element> | null)?.matches?.(selector) === true;

/** Whether a person can type, paste or drop text into an element. */
export const isTextField = (target: Target): boolean => matches(target, ':read-write');

/** Whether an element uses plain keys itself: a text field, a choice, a check box. */
export const isFormField = (target: Target): boolean =>
  isTextField(target) || matches(target, 'input, textarea, select, [role="textbox"], [role="combobox"]');
