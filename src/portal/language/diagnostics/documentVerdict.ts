import type { Steps } from '../../base/steps';
import type { CheckedDocument, CheckOptions } from '../../catalog/checkedFile';
import type { CatalogModel } from '../../catalog/checking/catalogModel';
import { checkAgain, unreadOf } from '../../catalog/checking/checkFile';
import { checkParsedFileInSteps } from '../../catalog/checking/checkText';
import { parseFileInSteps, type ParsedFile } from '../../catalog/checking/parsedFile';
import { asObject } from '../../catalog/checking/policies';
import { Positions } from '../../catalog/checking/positions';
import { isSkeleton } from '../../catalog/checking/skeleton';
import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { PlaceholderRoot } from '../../catalog/placeholderTargets';
import type { KindSchemas } from '../kindSchemas';
import type { DocumentText } from '../parsedText';
import { checkAnnotations } from './checks/annotations';
import { createApiDefinitionCheck } from './checks/apiDefinition';
import type { DocumentCheck } from './checks/documentCheck';
import { expectationsOf, type Expectation } from './checks/expectations';
import { checkFieldNames } from './checks/fieldNames';
import { checkMergeKeys } from './checks/mergeKeys';
import { checkPlaceholderKeys } from './checks/placeholderKeys';
import { checkServerMetadata } from './checks/serverMetadata';
import { toLanguageProblem, type LanguageProblem } from './languageProblem';

/** A document as the catalog's ingestion sees it, and what else can be said of it by itself. */
export interface DocumentVerdict {
  /** What ingestion says. Lines counted from the start of the document. */
  readonly problems: readonly LanguageProblem[];
  readonly advice: readonly LanguageProblem[];
  readonly expectations: readonly Expectation[];
  /** URLs its placeholders point to. */
  readonly reads: readonly string[];
  /** Of each of its documents, what decides whether others stay out with it. */
  readonly documents: readonly CheckedDocument[];
}

/** Where a file stands, and what its placeholders point to. */
export interface DocumentPlace {
  readonly uri: string;
  readonly location: string | undefined;
  /** Texts by URL, `null` where there is no such file; those that are missing were not read. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Where its paths count from; `undefined` where that is not known, so that none is looked for. */
  readonly root: PlaceholderRoot | undefined;
}

/** What can be said of a document; `undefined` of a part of a skeleton. */
export type CheckDocument = (place: DocumentPlace, document: DocumentText) => Steps<DocumentVerdict | undefined>;

/** Documents that are asked for again as they were are not checked again. */
/** @param more checks of what kinds hold that are looked at elsewhere */
export function createDocumentCheck(model: CatalogModel, schemas: KindSchemas, more: readonly DocumentCheck[] = []): CheckDocument {
  const answers = new WeakMap<DocumentText, { readonly place: DocumentPlace; readonly verdict: DocumentVerdict | undefined }>();
  const checks: readonly DocumentCheck[] = [checkAnnotations, checkServerMetadata, checkMergeKeys, checkPlaceholderKeys, checkFieldNames, createApiDefinitionCheck(), ...more];
  return function* (place, document) {
    const { uri, location, texts, root } = place;
    const known = answers.get(document);
    if (known?.place.uri === uri && known.place.location === location && known.place.root?.folder === root?.folder && (known.verdict?.reads.every((url) => known.place.texts.get(url) === texts.get(url)) ?? true)) {
      return known.verdict;
    }
    const file = yield* parseFileInSteps(document.text);
    const verdict = isSkeleton(pathOf(uri), document.text, file) ? undefined : yield* judge(file, place, document);
    answers.set(document, { place, verdict });
    return verdict;
  };

  function* judge(file: ParsedFile, place: DocumentPlace, document: DocumentText): Steps<DocumentVerdict> {
    const verdict = yield* checkWhole(file, place, model);
    const advice: LanguageProblem[] = [];
    const expectations: Expectation[] = [];
    for (const { index, entity, ref } of verdict.documents) {
      const { yaml, value } = file.documents[index] ?? {};
      if (yaml && isObject(value)) {
        const facts = { ...place, document, value, yaml, positions: new Positions(yaml, file.lines), entity, model, schemas };
        if (entity && ref !== undefined && place.root) {
          expectations.push(...expectationsOf({ uri: place.uri, root: place.root, entity, ref, positions: facts.positions }));
        }
        for (const check of checks) {
          for (const found of check(facts)) {
            if (found) {
              advice.push(found);
            } else {
              yield;
            }
          }
        }
      }
    }
    return { ...verdict, advice, expectations };
  }
}

/** What ingestion says of a whole file. */
export function* checkWhole(file: ParsedFile, { location, texts }: Pick<DocumentPlace, 'location' | 'texts'>, model: CatalogModel): Steps<DocumentVerdict> {
  const options: CheckOptions = { location, model };
  const first = yield* checkParsedFileInSteps(file, options);
  const checked = yield* checkAgain(first, file, { ...options, placeholders: texts });
  const problems = [...checked.problems, ...checked.documents.flatMap(({ problems: ofDocument }) => ofDocument)].map(toLanguageProblem);
  return { problems, advice: [], expectations: [], reads: unreadOf(first), documents: checked.documents };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== undefined && asObject(value) === value;
}

function pathOf(uri: string): string {
  return decodeURIComponent(uri.replace(/^[^:]*:(?:\/\/[^/]*)?/, '').replace(/[?#].*$/, ''));
}
