function __milepost_complete
    MILEPOST_COMPLETE=fish PROGRAM -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null
end
complete --command milepost --no-files --keep-order --arguments '(__milepost_complete)'
