#compdef milepost
_milepost() {
    local -a replies values told folders
    local mode reply home=''
    replies=("${(@f)$(MILEPOST_COMPLETE=zsh MILEPOST_COMPLETE_WORD=$((CURRENT - 1)) PROGRAM -- "${(@Q)words}" 2>/dev/null)}")
    mode=$replies[1]
    shift replies
    # What is typed as the user's folder stays that; all else is quoted.
    case $words[CURRENT] in
    '~/'*) home='~/' ;;
    '$HOME/'* | '"$HOME/'*) home='$HOME/' ;;
    esac
    for reply in "${(@)replies}"; do
        reply=${reply#"$home"}
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
    (( $#folders )) && compadd -U -V folders -P "$home" -S '' -- "${(@)folders}"
    (( $#values )) && compadd -U -V values -P "$home" -l -d told -- "${(@)values}"
}
if [[ $funcstack[1] == _milepost ]]; then
    _milepost "$@"
else
    compdef _milepost milepost
fi
