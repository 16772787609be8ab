// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace wardlight::census {

// ADT messages as an interface engine writes them, for one hospital.
struct AdtText {
  std::string trigger = "A01";
  std::string control_id = "1";
  std::string recorded = "20250610080000";
  std::string patient = "100";
  std::string visit = "V100";
  std::string bed = "5E^501^A";
  std::string more_pv1 = {};      // from PV1-20 on
  std::string more_segments = {};
  std::string name = "Ward^Ana";

  std::string pid() const { return "PID|1||" + patient + "^^^GHH^MR||" + name + "||19500102|F\r"; }
  std::string pv1() const { return "PV1|1|I|" + bed + "||||||||||||||||" + visit + "^^^GHH" + more_pv1 + "\r"; }
  std::string text() const {
    return "MSH|^~\\&|ADT1|GHH|WARDLIGHT|HUB|" + recorded + "||ADT^" + trigger + "|" + control_id + "|P|2.5\rEVN|" + trigger +
           "|" + recorded + "\r" + pid() + pv1() + more_segments;
  }
};

}  // namespace wardlight::census
