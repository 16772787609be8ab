// SPDX-License-Identifier: Apache-2.0
#pragma once

// What keeps a round from being lost, one name for each. The simulator is linked with its own build of the few files that
// ask works(), in which one mechanism at a time can be switched off, to show that its checks notice. In every other
// program works() is the constant true and nothing of this is left.
namespace wardlight {

enum class Mechanism {
  Epoch,      // a hub that was put back to an earlier day says so
  Release,    // a unit is let go only when a verified backup holds it
  Cursor,     // a page's cursor lands with its rows, never before
  Put,        // the tablet names the statement, so that sending twice makes one
  Hash,       // what is known with the same bytes is no conflict
  Isolation,  // a unit that cannot be taken does not hold up those behind it
  Retain,     // an accepted unit stays in the outbox
  Chain,      // each place in a device's chain is taken once
  Page,       // the rows of a page land together
};

#ifdef WARDLIGHT_MUTANTS
inline namespace mutants {
bool works(Mechanism mechanism);
}
#else
constexpr bool works(Mechanism) { return true; }
#endif

}  // namespace wardlight
