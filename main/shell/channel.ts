/** Calls from the window to the shell: a name of ./shell-api.ts and its arguments. */
export const callChannel = "guidepost:call";
/** From the shell to the window: the id of the menu's entry that was chosen. */
export const commandChannel = "guidepost:command";
/** From the shell to the window: it is about to go. */
export const leavingChannel = "guidepost:leaving";
