import type { Connection } from '../core/entry';
import type { DocumentId } from '../messages';
import { closeConnection, createDocument, type DocumentState } from './documents';
import { createPastedDocument, type PastedDocument } from './pasted';

/** The documents of the inspected tab, those that have gone too as long as their entries may be held. */
export interface KnownDocuments {
  /** No page's: it is none of the others, has no bridge, and does not go when the page is left. */
  pasted: PastedDocument;
  get(id: DocumentId): DocumentState | undefined;
  introduce(id: DocumentId, startedAt: number, top: boolean): void;
  /** The document of this id has gone: its connections are closed. */
  leave(id: DocumentId): void;
  /** The documents that began before this time have gone, whether or not that was told. */
  leaveBefore(startedAt: number): void;
  /** Forgets the documents of which this holds and answers which. */
  forget(doomed: (document: DocumentState) => boolean): Set<DocumentId>;
  connections(): Connection[];
  unknownFrames(): number;
  /** First occurrence that is lacking, per document. */
  next(): [DocumentId, number][];
}

/** A page may make and drop any number of frames: of documents that have gone, those past this number are forgotten. */
const MAX_DOCUMENTS = 500;

export function createKnownDocuments(): KnownDocuments {
  const documents = new Map<DocumentId, DocumentState>();
  const pasted = createPastedDocument();
  const leave = (document: DocumentState | undefined) => {
    if (document === undefined) return;
    document.gone = true;
    for (const connection of document.connections.values()) closeConnection(connection, connection.close);
  };
  return {
    pasted,
    get: (id) => documents.get(id),
    introduce(id, startedAt, top) {
      const known = documents.get(id);
      if (known !== undefined) {
        known.gone = false;
        return;
      }
      documents.set(id, createDocument(id, startedAt, top));
      if (documents.size <= MAX_DOCUMENTS) return;
      const oldest = Array.from(documents.values()).find(({ gone }) => gone);
      if (oldest !== undefined) documents.delete(oldest.id);
    },
    leave: (id) => leave(documents.get(id)),
    leaveBefore(startedAt) {
      for (const document of documents.values()) if (document.startedAt < startedAt) leave(document);
    },
    forget(doomed) {
      const forgotten = new Set<DocumentId>();
      for (const document of documents.values()) if (doomed(document)) forgotten.add(document.id);
      for (const id of forgotten) documents.delete(id);
      return forgotten;
    },
    connections: () => [
      ...Array.from(documents.values()).flatMap(({ connections }) => Array.from(connections.values())),
      ...pasted.connections(),
    ],
    unknownFrames: () =>
      Array.from(documents.values()).reduce((frames, { unknownFrames }) => frames + unknownFrames, 0),
    next: () => Array.from(documents.values(), ({ id, next }) => [id, next]),
  };
}
