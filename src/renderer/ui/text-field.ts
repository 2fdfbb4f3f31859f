/** The target of an event need not be an element. */
const matches = (target: EventTarget | null, selector: string): boolean =>
  (target as Partial<Element> | null)?.matches?.(selector) === true;

/** Whether a person can type, paste or drop text into an element. */
export const isTextField = (target: EventTarget | null): boolean => matches(target, ':read-write');

/** Whether an element uses plain keys itself: a text field, a select or a checkbox. A radio button has no use for letters. */
export const isFormField = (target: EventTarget | null): boolean =>
  isTextField(target) ||
  matches(target, 'input:not([type="radio"]), textarea, select, [role="textbox"], [role="combobox"]');

/** Whether the keyboard leaves a field for good: the menu of the field only borrows it. @param event its `blur` */
export const isLeft = ({ relatedTarget }: Pick<FocusEvent, 'relatedTarget'>): boolean =>
  ((relatedTarget as Partial<Element> | null)?.closest?.('[role="menu"]') ?? null) === null;
