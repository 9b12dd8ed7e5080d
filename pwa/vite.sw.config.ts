import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { defineConfig } from 'vite'

const dist = resolve(import.meta.dirname, 'dist')
const told = join(dist, 'parts.json')
const parts = JSON.parse(readFileSync(told, 'utf8')) as Record<
  string,
  { file: string; css?: string[]; imports?: string[] }
>
rmSync(told)
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => relative(dist, join(file.parentPath, file.name)))
  .filter((path) => !['sw.js', 'docs.css'].includes(path) && !/\.(br|gz|map)$/.test(path))
  .sort()
const entries = files.map((path) => ({
  url: path === 'index.html' ? '/' : `/${path}`,
  revision: createHash('sha256')
    .update(readFileSync(join(dist, path)))
    .digest('hex')
    .slice(0, 12),
}))
// First comes what noting needs, which is what the page itself names, an idea's form, the language, and what is said when the
// app cannot open its database, each with what it imports and how it looks; the other parts of the app and an installed icon
// come later, when the phone has nothing else to do.
const page = readFileSync(join(dist, 'index.html'), 'utf8')
const isFirst = (path: string) => page.includes(`"/${path}"`) || /^assets\/(en|hindered|new)-/.test(path)
const waiting = Object.keys(parts).filter((name) => isFirst(parts[name]!.file))
const first = new Set<string>()
for (let name = waiting.pop(); name; name = waiting.pop()) {
  const { file, css = [], imports = [] } = parts[name]!
  if (!first.has(file)) waiting.push(...imports)
  for (const one of [file, ...css]) first.add(one)
}
const isLater = (url: string) =>
  (url.startsWith('/assets/') && !first.has(url.slice(1))) || /\/icon-|apple-touch/.test(url)
const build = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 12)

export default defineConfig({
  define: {
    __PRECACHE__: JSON.stringify(entries.filter((one) => !isLater(one.url))),
    __LATER__: JSON.stringify(entries.filter((one) => isLater(one.url))),
    __BUILD__: JSON.stringify(build),
  },
  publicDir: false,
  build: {
    emptyOutDir: false,
    target: ['es2022', 'chrome100', 'firefox102', 'safari16'],
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: resolve(import.meta.dirname, 'src/sw.ts'),
      output: { entryFileNames: 'sw.js', format: 'iife' },
    },
  },
})
