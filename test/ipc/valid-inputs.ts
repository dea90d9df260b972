import type { CallInput, CallName } from '../../shared/ipc/contract.ts';
import type { DocumentId, EditionName } from '../../shared/identifiers.ts';

const token = '0123456789abcdef0123456789abcdef';
const document = 'd-00000001' as DocumentId;
const edition = 'defence' as EditionName;
const head = { title: 'R v Nobody', court: 'plain', languages: ['en'], by: 'Test office' };
const passphrase = 'correct horse battery staple';

/** One well-formed input for each call of the contract; the compiler names those that are missing. */
export const validInputs: { readonly [Name in CallName]: CallInput<Name> } = {
  appInfo: {}, doctor: {}, getSettings: {}, saveSettings: { lockAfterMinutes: 5, theme: 'dark' },
  pickFiles: { purpose: 'documents', many: true }, pickPlace: { purpose: 'case', suggestedName: 'x' }, browsePlace: { folder: token, show: 'files' }, placeIn: { folder: token, name: 'x' },
  listJobs: {}, cancelJob: { job: token }, stayAwake: {}, reportWindowError: { name: 'TypeError', stack: 'at x' },
  currentCase: {}, createCase: { place: token, passphrase, head }, openCase: { place: token, passphrase, readOnly: true }, unlockCase: { passphrase }, lockCase: {}, closeCase: {},
  saveCaseHead: { head }, recentCases: {}, openDemonstration: { place: token, passphrase }, caseOverview: {}, checkCase: { checkpoint: 'x' }, caseLog: { from: 0, limit: 10, object: 'x' },
  addFiles: { files: [token], language: 'en', source: { place: 'x' }, custodySheet: token, passwords: [{ name: 'x.pdf', password: 'x' }] }, listDocuments: { from: 0, limit: 10 }, getDocuments: { documents: [document] }, getDocument: { document },
  changeDocuments: { documents: [document], change: { title: 'x', language: null, exhibit: 'P-1', confidentiality: 'parties', source: {} } },
  documentPages: { document, edition }, pageWords: { document, page: 1, edition }, readDocuments: { documents: [document], languages: ['en'], again: true },
  search: { query: 'x', limit: 10, documents: [document], language: 'uk', places: ['text', 'names'] }, readingLanguages: {},
  readCustodySheet: { sheet: token, files: [token] }, openProtected: { document, passwords: [{ name: 'x.zip', password: 'x' }] }, listDuplicates: {}, listDoubtfulWords: { document, from: 0, limit: 10 },
  listSavedSearches: {}, saveSearch: { id: 'x', name: 'x', query: 'x', language: 'uk', places: ['notes'] }, removeSavedSearch: { id: 'x' },
  listPersons: {}, savePersons: { persons: [{ pseudonym: 'Witness A', names: ['Nobody Real'], protected: true, child: false }] }, listEditions: {},
  saveRedactionSet: { set: { edition, persons: [], terms: ['x'], patterns: ['phone'], ground: 'Order', zones: [] } }, listRedactions: { edition, document, page: 1 },
  proposeRedaction: { edition, document, page: 1, rects: [[1, 2, 3, 4]], why: 'x', code: 'x', ground: 'x' }, findRedactions: { edition, documents: [document] },
  approveRedactions: { redactions: ['x'], reason: 'x' }, rejectRedactions: { redactions: ['x'], reason: 'x' }, removeRedactions: { redactions: ['x'], reason: 'x' },
  redactionContexts: { redactions: ['x'] }, decideRedactions: { redactions: ['x'], step: 'reject', reason: 'x' }, undoRedactionDecision: { decision: 'x' },
  changeRedactions: { redactions: ['x'], change: { code: 'x', ground: 'x', rect: [1, 2, 3, 4] } }, linkRedactions: { redactions: ['x'], linked: true }, listRedactionProofs: { edition, document },
  redactionLog: { edition }, exportRedactionLog: { edition, place: token, format: 'csv' }, listRedactionCodes: {}, removeRedactionCodes: { id: 'x' },
  saveRedactionCodes: { set: { id: 'x', title: 'x', source: 'x', codes: [{ code: 'A', label: 'x', ground: 'x' }] } },
  proveRedactions: { edition, documents: [document] }, listTranslations: {}, pairTranslation: { original: document, translation: 'd-00000002' as DocumentId, translator: { name: 'x' } },
  unpairTranslation: { translation: document }, getBundle: {}, saveBundle: { bundle: { title: 'x', sections: [{ title: 'A', entries: [document] }] } }, planBundle: { edition },
  listExhibits: {}, saveExhibitSchemes: { schemes: [{ party: 'prosecution', format: 'P-{n}', first: 1, sub: 'dot' }] }, changeExhibits: { documents: [document], change: { status: 'agreed', note: null } },
  numberExhibits: { documents: [document], again: true, preview: false }, getBundleSettings: {}, listBuilds: { edition }, compareBuilds: { before: 'x', after: 'y' }, crossReferences: { build: 'x', all: true },
  saveBundleSettings: { settings: { late: 'end', translations: 'after', cover: true, sectionSheets: true, exhibitList: true, custodyStatement: true, redactionLog: true, issues: true, links: true } },
  previewBundle: { edition, part: 'index' },
  buildEdition: { edition, place: token }, makeRelease: { edition, recipients: [`age1${'q'.repeat(58)}`], place: token }, listReleases: {},
  verifyRelease: { file: token, identity: token, signers: ['ssh-ed25519 x'], earlier: [token], checkpoints: [token], withdrawals: [token], time: { token, certificates: [token] }, withoutPages: false },
  openRelease: { file: token, identity: token, place: token, passphrase, signers: ['ssh-ed25519 x'], by: 'x' },
  describeKey: { key: 'ssh-ed25519 x' }, listContacts: {}, pinContact: { name: 'x', key: 'ssh-ed25519 x', recipient: `age1${'q'.repeat(58)}`, replace: true }, removeContact: { contact: 'x' },
  saveCheckpoint: { place: token }, checkCheckpoint: { file: token, witness: 'ssh-ed25519 x', keep: true }, listCheckpoints: {}, countersignCheckpoint: { file: token, signer: 'ssh-ed25519 x', place: token },
  requestTime: { release: 'x', place: token }, takeInTime: { release: 'x', token, certificates: [token] }, withdrawRelease: { release: 'x', reason: 'x', place: token }, compareReleases: { earlier: 'x', later: 'x' },
  saveVerificationRecord: { verification: 'x', place: token, sign: true }, verifyExhibit: { file: token, verification: 'x', list: token }, findExhibit: { typed: 'x', verification: 'x', list: token },
  getReview: {}, saveReviewItem: { id: 'x', kind: 'note', document, page: 1, rect: [1, 2, 3, 4], text: 'x', shared: true }, removeReviewItems: { items: ['x'] },
  savePosition: { document, stand: 'contested', reason: 'x' }, makeAnswer: { place: token, recipient: `age1${'q'.repeat(58)}`, countersign: true }, takeInAnswer: { file: token, signers: ['ssh-ed25519 x'] }, listAnswers: {}, inspectPdf: { file: token },
  redactPdf: { file: token, place: token, find: ['x'], persons: ['x'], patterns: ['phone'], zones: [{ page: 1, rect: [1, 2, 3, 4] }] },
  assemblePdfs: { files: [token], place: token, index: true, stamp: '{page}' }, checkPdf: { file: token, court: 'plain' },
  caseKeys: {}, changePassphrase: { current: passphrase, next: passphrase }, makeRecoverySheet: { place: token }, makeRecoveryShares: { place: token, needed: 2, of: 3 },
  recoverCase: { place: token, words: 'x', passphrase }, backupCase: { place: token }, exportLog: { place: token }, makeIdentity: { place: token, name: 'x', passphrase },
  changeMembers: { passphrase, add: [{ name: 'x', sshPublicKey: 'ssh-ed25519 x', recipient: `age1${'q'.repeat(58)}`, compartments: ['work'] }], remove: [`SHA256:${'x'.repeat(43)}`] },
  rememberCase: { passphrase }, forgetCase: {}, openRemembered: { place: token },
  listViews: {}, saveView: { name: 'x', view: { query: 'x', reading: 'any', columns: ['title'], group: 'none' } }, removeView: { id: 'x' },
  runPlan: { plan: token, place: token, folder: token, passphrase }, pauseJobs: {}, resumeJobs: {},
  listTranslationVersions: { document }, missingTranslations: {}, requestTranslation: { original: document, language: 'en', translator: { name: 'x' }, deadline: '2026-01-01', note: 'x' },
  moveTranslation: { version: 'x', to: 'received', translation: document, translator: { name: 'x' }, reason: 'x' }, confirmTranslation: { version: 'x', reason: 'x' }, removeTranslationRequest: { version: 'x' },
  replaceOriginal: { document, by: 'd-00000002' as DocumentId, reason: 'x' }, getAlignment: { translation: document }, saveAlignment: { translation: document, links: [{ original: [0], translation: [0], byHand: true }] },
  alignAgain: { translation: document }, searchAligned: { query: 'x', limit: 10 }, carryRedactions: { edition, document, redactions: ['x'] },
  getGlossary: {}, saveGlossary: { entries: [{ id: 'x', kind: 'name', forms: { en: 'x' }, avoid: ['y'], scheme: 'none', note: 'x' }] }, checkGlossary: {},
  listPersonCards: {}, openPerson: { pseudonym: 'Witness A', reason: 'x' },
  savePerson: { person: { pseudonym: 'Witness A', names: ['Nobody Real'], protected: true, child: false, aliases: ['x'], spellings: ['x'], relations: [{ to: 'Witness B', how: 'x' }], risk: 'high', riskNote: 'x', language: 'uk', interpreter: 'x', contactWishes: 'x' }, was: 'Witness A' },
  removePerson: { pseudonym: 'Witness A', reason: 'x' }, nextPseudonym: { scheme: 'Witness P-#' }, saveMeasure: { id: 'x', measure: { pseudonym: 'Witness A', order: 'x', scope: 'x', from: '2026-01-01', to: '2026-02-01', variedBy: 'y' } },
  recordConsent: { consent: { pseudonym: 'Witness A', purpose: 'use', editions: [edition], documents: [document], text: 'x', language: 'uk', interpreter: 'x', givenAt: '2026-01-01' } }, withdrawConsent: { consent: 'x', reason: 'x' },
};
