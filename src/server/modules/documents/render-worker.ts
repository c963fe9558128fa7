import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { documentModel } from '../../../shared/documents/model.ts';

/**
 * The process that sets documents. A fault in the compiler's native code ends it and nothing else. Its template never
 * changes while it runs: changed sources can hang the compiler.
 */

/** One document to set. */
export interface RenderRequest {
  id: number;
  /** `labels`: a PDF of the other template. */
  format: 'pdf' | 'docx' | 'labels';
  /** The model as JSON, for a PDF with the QR code. */
  doc: string;
}

export type RenderReply = { id: number } & ({ bytes: Buffer; pages: number | null } | { fault: string });

const [templateFolder, fonts] = process.argv.slice(2) as [string, string];
const compiler = NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontPaths: [fonts] }] });

process.on('message', (request: RenderRequest) => {
  void (request.format === 'docx' ? word(request) : Promise.resolve(render(request))).then((reply) =>
    process.send!(reply),
  );
});
process.on('disconnect', () => process.exit(0));

function render({ id, doc, format }: RenderRequest): RenderReply {
  try {
    const compiled = compiler.compile({
      mainFilePath: `${templateFolder}/${format === 'labels' ? 'labels' : 'document'}.typ`,
      inputs: { doc },
    });
    if (compiled.hasError()) return { id, fault: JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics) };
    // A font that is not there would be replaced by one of the machine, and the bytes would be others elsewhere.
    const warnings = compiled.takeWarnings()?.shortDiagnostics ?? [];
    if (warnings.length > 0) return { id, fault: JSON.stringify(warnings) };
    const pdf = compiler.pdf(compiled.result!, { pdfStandard: 'a-2a' as never });
    return { id, bytes: pdf, pages: compiled.result!.numOfPages };
  } catch (cause) {
    return { id, fault: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    compiler.evictCache(0);
  }
}

async function word({ id, doc }: RenderRequest): Promise<RenderReply> {
  try {
    const { wordOf } = await import('./word.ts');
    return { id, bytes: await wordOf(documentModel.parse(JSON.parse(doc))), pages: null };
  } catch (cause) {
    return { id, fault: cause instanceof Error ? cause.message : String(cause) };
  }
}
