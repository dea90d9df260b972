/** The only channels between the window and the main process. */
export const callChannel = 'custodia:call';
export const tokensChannel = 'custodia:tokens';
export const eventChannel = 'custodia:event';
