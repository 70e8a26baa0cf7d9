/** A file of the built application, as far as it is looked at here. */
interface Chunk {
  readonly type: 'chunk';
  readonly name: string;
  readonly isEntry: boolean;
  readonly fileName: string;
  /** The module it was made for; null: none in particular. */
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
}
type Made = { readonly type: 'asset' } | Chunk;

/** The scripts among what a build has made. */
export const chunksOf = (bundle: object): readonly Chunk[] =>
  (Object.values(bundle) as readonly Made[]).flatMap((one) => (one.type === 'chunk' ? [one] : []));

/** Scripts and styles without which these cannot run, these among them. */
export function neededBy(
  roots: readonly Chunk[],
  chunks: readonly Chunk[],
): { readonly scripts: readonly string[]; readonly styles: readonly string[] } {
  const needed = [...roots];
  for (const { imports } of needed)
    // grows while it is gone through
    needed.push(...chunks.filter((one) => imports.includes(one.fileName) && !needed.includes(one)));
  const styles = new Set(needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  return { scripts: needed.map(({ fileName }) => fileName), styles: [...styles] };
}
