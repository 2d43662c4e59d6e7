/**
 * Text for a message or an input box. VS Code makes links of `[…](…)` in them, and those of `command:` run any command with any arguments: a
 * vendor's answer, a record or a connector's documentation could have one. With a blank in between it is a text.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
