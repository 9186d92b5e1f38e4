/** The words of the API and of the pages, for the type checker alone: no browser loads this file. */

export interface Source { publisher: string; title: string; date: string; url: string }
export interface Choice { title: string; payload: string }
export interface Link { title: string; url: string }
export interface Reply {
  text: string;
  buttons: Choice[];
  links: Link[];
  sources: Source[];
  /** the sources in short, for the line that unfolds */
  cited: string;
  topic: string | null;
  kind: "answer" | "more" | "brief" | "sources" | "reply" | "question" | "result";
  /** whether 👍/👎 makes sense */
  judge: boolean;
  /** how far a test has come */
  progress?: Progress;
  /** on an answer to the quiz */
  verdict?: "right" | "wrong";
  /** jobs found, in place of the lines that begin with a bullet */
  cards?: Card[];
  /** things side by side, in place of the lines that begin with its labels */
  table?: Table;
  /** the way to the question before */
  previous?: Choice;
}
export interface Progress { number: number; total: number }
export interface Card { title: string; why: string; choice: Choice }
export interface Table { things: string[]; rows: { label: string; cells: string[] }[] }

/** What a visitor says: words of their own, or a button's payload with its title. */
export interface Words { text?: string; payload?: string; title?: string }
export interface Message extends Words { id: string }
export interface PastTurn { id: string | null; said: string | null; replies: Reply[] }
export interface Turn {
  id: string;
  said: string | null;
  replies: Reply[];
  state: "waiting" | "sending" | "done" | "failed";
  /** why it failed, in the server's words */
  problem: string;
  /** what is still to be sent */
  message: Message | null;
  /** whether it is an opinion on the answer before, and no part of the talk */
  judges: boolean;
}
export interface Session { token: string; expires_at: string; profile: string; dictation: boolean; longest_text: number; longest_read: number }
export type Connection = "idle" | "connecting" | "online" | "offline" | "slow" | "fault";
/** What one tab tells the others. */
export interface News { kind: string; session?: Session | null; token?: string; turn?: Turn }

export interface Topic { id: string; title: string; short: string; answer: string; sources: Source[]; cited: string }
export interface Theme { id: string; title: string; topics: Topic[] }

export type Colour = number[];
export type Child = Node | string | null | undefined;
