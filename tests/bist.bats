#!/usr/bin/env bats
# The %! tests inside the .m files: each file has some and all pass.

load helper

@test "the tests inside m/*.m pass" {
  cat >run_bist.m <<'END'
failing = {};
for file = glob (fullfile (folder, '*.m'))'
  [passed, total] = test (file{1}, 'quiet', stdout);
  if (passed < total || total == 0)
    failing{end+1} = sprintf ('%s: %d of %d tests passed', file{1}, passed, total);
  end
end
if (~ isempty (failing))
  error ('%s\n', strjoin (failing, '\n'));
end
END
  oct "folder = '$ROOT/m'; source ('run_bist.m');"
}
