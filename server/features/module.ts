import type { Module } from 'langium';
import type { LangiumServices, PartialLangiumServices } from 'langium/lsp';

/** What answers an editor's requests: one file a feature, listed here. */
export const featureModule: Module<LangiumServices, PartialLangiumServices> = {};
