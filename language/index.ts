// The languages of Patchbay: files become trees, names, types, findings and plans. Nothing here knows the network or an editor.
export {
  createPatchbayServices, connectorModule, flowModule, workspaceModule, patchbaySharedModule,
  PatchbayConnectorGeneratedModule, PatchbayFlowGeneratedModule, PatchbayGeneratedSharedModule, PatchbayWorkspaceGeneratedModule, type PatchbayServices,
} from './services.ts';
export * as ast from './generated/ast.ts';

// names
export { type NamedSymbol, sameSymbol, type SymbolKind } from './references/symbol.ts';
export { declaredSymbol } from './references/declarations.ts';
export { commentText } from './references/documentation.ts';
export { nameUsesOf, namesIn, namesLike, type NameUse } from './references/names-in.ts';
export { documentSymbols } from './references/document-symbols.ts';
export { installedConnector } from './references/installed.ts';
export { includesFolder, isPatchbayFile } from './references/workspace-manager.ts';
export type { ConnectorEntry, InstanceEntry, WorkspaceIndex, WorkspaceView } from './references/workspace-index.ts';
export { enclosing, extentOf, isWithin, walk } from './references/walk.ts';
export { PatchbayDocumentBuilder } from './references/document-builder.ts';

// types
export { type Semantics, semanticsOf, type SymbolUse } from './types/semantics.ts';
export type { CallTarget } from './types/context.ts';
export { isAssignable, literalMembers, type Mismatch, mismatch, mismatchText } from './types/assignable.ts';
export { attribute, attributeText, hasAttribute, typeWords } from './types/declared.ts';
export { endpointType, reads, recordType } from './types/endpoints.ts';
export { authOfInstance, connectorOfInstance, instancePath, jsonPath } from './types/resolve-json.ts';
export { isNullable, membersOf, nonNull, scalarOf, type FieldType, type ParameterType, type Type } from './types/type.ts';
export type { Signature } from './types/signature.ts';
export { typeText } from './types/text.ts';
export type { Types } from './types/types.ts';

// samples
export { describeSample, entityNameOf, freeName, type FromSample } from './sample/describe-sample.ts';
export type { MadeEntity } from './sample/entities.ts';
export { entityTexts } from './sample/entity-text.ts';
export { longestSample } from './sample/read-sample.ts';
export { inQuotes, isName, keyText } from './sample/written-names.ts';

// workspace
export type * from './workspace/model.ts';
export { changeWorkspaceFile } from './workspace/change-workspace-file.ts';
export { changeWorkspace } from './workspace/change-workspace.ts';
export { checkJson, checkValue, type CheckedValue } from './workspace/check-value.ts';
export { findings } from './workspace/findings.ts';
export { formField } from './workspace/form-fields.ts';
export { keepSummaries } from './workspace/flow-summary.ts';
export { loadWorkspace, openedWorkspace, type Workspace } from './workspace/load-workspace.ts';
export {
  environmentVariable, instanceSettings, isSettingVariable, readWorkspaceFile, workspaceFilePath, type InstanceSettings, type WorkspaceFileContent,
} from './workspace/workspace-file.ts';

// checks
export { variablePart } from './validation/secret-names.ts';
export { codes, type DiagnosticCode, isReached, reachOfEndpoint, reachOfFlow, registerChecks } from './validation/index.ts';

// formatting
export { type Checkpoint, formattingEdits } from './format/format.ts';
export { type FormatEdit, withEdits } from './format/edits.ts';
export { type FormatResult, createFormatter, isFormatted } from './format/format-text.ts';

// the plan
export type { LoweringHost } from './lowering/host.ts';
export { planOfConnector, planOfEndpoint, planOfFlow } from './lowering/plan.ts';
export { lowerCall, lowerFlow, lowerInstance } from './lowering/workspace-plans.ts';

// what is said of the language
export { anchorOf, documentedWords, type Example, exampleLanguage, type ExamplePlace, ruleSections, type RuleSection, type Section, sectionOf, wordDocumentation, wordExample } from './manual/manual.ts';
export { attributes as attributeSections, type AttributeSection } from './manual/attributes.ts';
export { builtinAnchor, builtinsByType, builtinTitle } from './manual/builtins.ts';
export { typeSections } from './manual/types.ts';
