import { LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';

/**
 * Why something is not renamed, as an editor shows it: a sentence that says what to do. VS Code makes links of `[…](…)` in it, those of commands too,
 * and a file or a name may be called so.
 */
export function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message.replaceAll('](', '] ('));
}
