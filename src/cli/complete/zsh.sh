#compdef milepost
_milepost() {
    local -a replies values told folders
    local mode reply
    replies=("${(@f)$(MILEPOST_COMPLETE=zsh MILEPOST_COMPLETE_WORD=$((CURRENT - 1)) PROGRAM -- "${(@Q)words}" 2>/dev/null)}")
    mode=$replies[1]
    shift replies
    for reply in "${(@)replies}"; do
        if [[ $reply == */ ]]; then
            folders+=("$reply")
        else
            values+=("${reply%%$'\t'*}")
            told+=("${reply/$'\t'/  -- }")
        fi
    done
    # None begins as it was typed: they are shown, and nothing is typed over.
    if [[ $mode == listed ]]; then
        compstate[insert]=
        compstate[list]='list force'
    fi
    (( $#folders )) && compadd -U -V folders -S '' -- "${(@)folders}"
    (( $#values )) && compadd -U -V values -l -d told -- "${(@)values}"
}
if [[ $funcstack[1] == _milepost ]]; then
    _milepost "$@"
else
    compdef _milepost milepost
fi
