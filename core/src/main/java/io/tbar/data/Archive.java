package io.tbar.data;

import java.util.List;

/**
 * What a tar holds.
 *
 * @param members its regular files, and links to them, in their order
 * @param notes what was read otherwise than it stands there, or not at all, a sentence each
 */
record Archive(List<Member> members, List<String> notes) {}
