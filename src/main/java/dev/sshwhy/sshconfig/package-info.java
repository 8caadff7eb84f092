/**
 * ssh's command line and configuration files → the options ssh would use, each with the line that set it. Pure: files
 * come in through {@link dev.sshwhy.sshconfig.ConfigFiles}; imports nothing of ours but {@code evidence}.
 */
package dev.sshwhy.sshconfig;
