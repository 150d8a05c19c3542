package io.tbar.trigger;

/**
 * One setting of a kind of trigger.
 *
 * @param standard its value where none is given, as the user would write it
 * @param meaning with unit and range
 */
record Option(String key, String standard, String meaning) {}
