import { LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';

/** Why something is not renamed, as an editor shows it: a sentence that says what to do. */
export function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
