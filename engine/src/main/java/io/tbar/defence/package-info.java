/** Methods that remove backdoors, TBAR and the baselines of its paper, behind one interface. */
@NullMarked
package io.tbar.defence;

import org.jspecify.annotations.NullMarked;
