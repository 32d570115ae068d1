/** Imported before any schema is made: the window's content security policy forbids compiling validators. */
import { config } from "zod";

config({ jitless: true });
