import type { LangiumDocument } from 'langium';
import type { LangiumServices, SignatureHelpProvider } from 'langium/lsp';
import type { ParameterInformation, SignatureHelp, SignatureHelpOptions, SignatureHelpParams, SignatureInformation } from 'vscode-languageserver-protocol';
import { ast, attributeSections, type CallTarget, nonNull, type Semantics, semanticsOf, type Type, typeText } from '#language';
import { type CallAt, callAt } from './call-at.ts';
import { contentFormat } from './content-format.ts';
import { markdown } from './markdown.ts';
import { deprecationOf, symbolRemark } from './symbol-text.ts';

/** What a call takes, while its arguments are typed: endpoints, functions, methods, flows that are run, attributes. */
export class PatchbaySignatureHelpProvider implements SignatureHelpProvider {
  readonly signatureHelpOptions: SignatureHelpOptions = { triggerCharacters: ['(', ','], retriggerCharacters: [')', ':'] };
  private readonly services: LangiumServices;
  /** Whether the client takes places of parameters in the label; otherwise it looks for their texts. */
  private offsets = true;
  private readonly format: ReturnType<typeof contentFormat>;

  constructor(services: LangiumServices) {
    this.services = services;
    this.format = contentFormat(services.shared, 'signatureHelp');
    services.shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.offsets = capabilities.textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true;
    });
  }

  provideSignatureHelp(document: LangiumDocument, params: SignatureHelpParams): SignatureHelp | undefined {
    const call = callAt(document, document.textDocument.offsetAt(params.position), this.services);
    const accepted = call && acceptedBy(call.node, semanticsOf(this.services.shared));
    if (call === undefined || accepted === undefined) return undefined;
    const signature = signatureOf(accepted, this.offsets, this.format);
    const activeParameter = activeOf(call, accepted.parameters);
    return { signatures: [{ ...signature, activeParameter }], activeSignature: 0, activeParameter };
  }
}

interface Accepted {
  name: string;
  parameters: { name: string; text: string; documentation?: string | undefined }[];
  returns?: string;
  documentation: (string | undefined)[];
}

function acceptedBy(node: CallAt['node'], semantics: Semantics): Accepted | undefined {
  if (ast.isAttribute(node)) {
    const attribute = attributeSections[node.name];
    return attribute?.argument === undefined ? undefined : { name: `@${node.name}`, parameters: attribute.argument.split(', ').map((text) => ({ name: '', text })), documentation: [attribute.summary] };
  }
  if (ast.isRunStep(node)) {
    const flow = semantics.scopes.flow(node.flow, node);
    if (flow === undefined) return undefined;
    const aliases = flow.steps.filter(ast.isUse).map((use) => ({ name: use.name, text: `${use.name}?: instance`, documentation: 'Another instance for this alias there.' }));
    return { name: flow.name, parameters: [...flow.parameters.map((one) => declared(one, semantics)), ...aliases], documentation: [semantics.documentation({ kind: 'flow', name: flow.name, node: flow })] };
  }
  const target = semantics.types.callTarget(node);
  return target && ofTarget(target, node, semantics);
}

function ofTarget(target: CallTarget, call: ast.Call, semantics: Semantics): Accepted {
  const returns = typeText(target.returns);
  switch (target.kind) {
    case 'endpoint': case 'function': {
      const node = target.kind === 'endpoint' ? target.endpoint : target.function;
      const symbol = { kind: target.kind, name: node.name, node } as const;
      const alias = target.kind === 'endpoint' && target.use !== undefined ? `${target.use.name}.` : '';
      return { name: `${alias}${node.name}`, parameters: node.parameters.map((one) => declared(one, semantics)), returns, documentation: [symbolRemark(symbol), semantics.documentation(symbol)] };
    }
    case 'method': case 'global': {
      const { builtin } = target.signature;
      const parameters = target.parameters.map((one) => ({ name: one.name, text: withType(one.name, one.optional ? nonNull(one.type) : one.type, one.optional) }));
      return { name: builtin.name, parameters, returns, documentation: [builtin.documentation, `\`${builtin.example.code}\` → \`${builtin.example.value}\``] };
    }
    default: {
      const callee = ast.isMemberAccess(call.callee) ? semantics.resolve(call.callee)?.builtin : undefined;
      return { name: target.name, parameters: target.parameters.map((one) => ({ name: one.name, text: withType(one.name, one.type, false) })), returns, documentation: [callee?.documentation, callee && `\`${callee.example.code}\` → \`${callee.example.value}\``] };
    }
  }
}

function declared(node: ast.Parameter, semantics: Semantics): Accepted['parameters'][number] {
  const field = semantics.types.fieldType(node);
  const value = node.default?.$cstNode?.text;
  const limits = node.attributes.map((one) => (one.name === 'deprecated' ? '' : (one.$cstNode?.text ?? ''))).filter((text) => text !== '').map((text) => `\`${text}\``).join(' ');
  const documentation = [semantics.documentation({ kind: 'parameter', name: node.name, node }), limits === '' ? undefined : limits, deprecationOf(node)].filter((part) => part !== undefined).join('\n\n');
  return { name: node.name, text: `${withType(node.name, field.type, field.optional)}${value === undefined ? '' : ` = ${value}`}`, documentation: documentation === '' ? undefined : documentation };
}

function withType(name: string, type: Type, optional: boolean): string {
  const text = typeText(type);
  return `${name}: ${optional && type.kind === 'function' ? `(${text})` : text}${optional ? '?' : ''}`;
}

function signatureOf({ name, parameters, returns, documentation }: Accepted, offsets: boolean, format: ReturnType<typeof contentFormat>): SignatureInformation {
  let label = `${name}(`;
  const places = parameters.map(({ text, documentation: own }, index): ParameterInformation => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += text;
    return { label: offsets ? [start, label.length] : text, ...(own !== undefined && { documentation: format(markdown(own)) }) };
  });
  label += returns === undefined ? ')' : `): ${returns}`;
  const parts = documentation.filter((part) => part !== undefined);
  return { label, parameters: places, ...(parts.length > 0 && { documentation: format(markdown(parts.join('\n\n'))) }) };
}

/** Named arguments by name; the others take the places. Nothing written yet: the next that is not given. Beyond the last where there are too many. */
function activeOf({ given, isEmpty }: CallAt, parameters: Accepted['parameters']): number {
  const name = given.at(-1);
  const byName = (wanted: string): number => parameters.findIndex((one) => one.name === wanted);
  if (name !== undefined) return byName(name) < 0 ? parameters.length : byName(name);
  const before = given.slice(0, -1);
  const place = before.filter((one) => one === undefined).length;
  if (!isEmpty || before.every((one) => one === undefined)) return place;
  const taken = new Set(before.map((one) => (one === undefined ? -1 : byName(one))));
  const next = parameters.findIndex((_, index) => index >= place && !taken.has(index));
  return next < 0 ? parameters.length : next;
}
