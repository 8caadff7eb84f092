/** A diagnosis as text, JSON, Markdown, SARIF or a page for a browser. Pure: no file, no terminal, no clock. */
package dev.sshwhy.report;
