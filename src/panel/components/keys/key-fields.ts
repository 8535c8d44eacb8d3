/** The fields of the form whose values stay in the document. */
export interface KeyFields {
  key: HTMLTextAreaElement;
  label: HTMLInputElement;
  scope: HTMLSelectElement;
  /** Not there for kinds that are for no channel. */
  channel: HTMLInputElement | null;
  remember: HTMLInputElement;
}

export function fieldsOf(form: HTMLFormElement): KeyFields {
  const field = <T extends Element | null>(selector: string) => form.querySelector(selector) as T;
  return {
    key: field('[name="key"]'),
    label: field('[name="label"]'),
    scope: field('[name="scope"]'),
    channel: field('[name="channel"]'),
    remember: field('[name="remember"]'),
  };
}
