import { ast, type Semantics, type Type } from '#language';
import { around, type Fix, type FixSource } from './problem.ts';
import { valueFor } from './value-for.ts';

/** The arguments that a call lacks: by name, and by place where a built-in function is called. */
export const missingArguments: FixSource = function* (problem): Iterable<Fix> {
  const { semantics, text, message } = problem;
  const call = around(problem, (node) => ast.isCall(node) || ast.isRunStep(node));
  const cst = call?.$cstNode;
  if (call === undefined || cst === undefined || text[cst.end - 1] !== ')') return;
  const { parameters, byPlace } = parametersOf(call, semantics);
  const given = new Set(call.args.flatMap((argument) => argument.name ?? []));
  const places = call.args.filter((argument) => argument.name === undefined).length;
  const missing = parameters.filter((one, index) => index >= places && !one.optional && !given.has(one.name) && message.includes(`\`${one.name}\``));
  if (missing.length === 0) return;
  const added = missing.map(({ name, type }) => `${byPlace ? '' : `${name}: `}${valueFor(name, type, call, semantics)}`).join(', ');
  const last = call.args.at(-1)?.$cstNode;
  const at = last?.end ?? cst.end - 1;
  yield {
    title: missing.length === 1 ? `Add the argument \`${missing[0]!.name}\`` : `Add the ${missing.length} missing arguments`, preferred: true,
    edits: [{ start: at, end: at, text: `${last === undefined ? '' : ', '}${added}` }],
  };
};

interface Wanted { name: string; type: Type; optional: boolean }

function parametersOf(call: ast.Call | ast.RunStep, { types, scopes }: Semantics): { parameters: readonly Wanted[]; byPlace: boolean } {
  if (ast.isCall(call)) {
    const target = types.callTarget(call);
    return { parameters: target?.parameters ?? [], byPlace: target?.kind === 'method' || target?.kind === 'global' };
  }
  const flow = scopes.flow(call.flow, call);
  const parameters = flow?.parameters.map((node) => { const field = types.fieldType(node); return { ...field, optional: field.optional || node.default !== undefined }; });
  return { parameters: parameters ?? [], byPlace: false };
}
