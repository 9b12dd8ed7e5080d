// The server's side of a history: a child process with the real application, asked one thing at a time.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export class Wrong extends Error {}

export interface Answered {
  status: number
  headers: Record<string, string>
  text: string
}

export class Backend {
  private readonly child: ChildProcessWithoutNullStreams
  private readonly lines: AsyncIterator<string>

  constructor(command: string[]) {
    this.child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] }) as never
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  async ask<T = unknown>(told: { do: string } & Record<string, unknown>): Promise<T> {
    this.child.stdin.write(`${JSON.stringify(told)}\n`)
    const { value, done } = await this.lines.next()
    if (done) throw new Error(`the server ended at ${told.do}`)
    const answer = JSON.parse(value) as T & { wrong?: string }
    if (answer.wrong) throw new Wrong(answer.wrong)
    return answer
  }

  close(): void {
    this.child.stdin.end()
  }
}
